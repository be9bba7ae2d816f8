// What must hold between the parts of a catalogue: rules over drafts that were read without a complaint. Private to
// core/catalogue.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/drafts.h"

namespace bancheng::core::catalogue {

using Complaints = std::vector<base::Complaint>;
using Ids = std::set<std::string, std::less<>>;

/// What is asked: no id twice, and every `when` names an answer that was given before and that lets the page be reached.
void check_asked(const Asked& asked, Complaints& complaints);

/// What an item of its kind has and has not, and that `leads_to` names one of `items`.
void check_item(const ItemDraft& draft, const Ids& items, Complaints& complaints);

/// Every way from home ends at one of `items` or in a help case, and every question of the finder is on such a way.
void check_home(const HomeDraft& draft, const Ids& items, Complaints& complaints);

}  // namespace bancheng::core::catalogue
