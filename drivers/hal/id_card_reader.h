// The contract of every ID-card reader.
#pragma once

#include <variant>

#include "drivers/hal/device.h"
#include "kiosk/base/person_text.h"

namespace bancheng::hal {

/// Which layout the chip's text block has (id-card-reader page, section 4).
enum class ChipLayout { resident, foreigner_2017, foreigner_2023, hmt_residence };

/// What the chip says, padding removed, nothing checked or judged (that is core/identity's work). Dates are YYYYMMDD or,
/// for a validity end, "长期"; codes are as on the chip. Fields that the layout does not have are empty.
struct ChipText {
  ChipLayout layout = ChipLayout::resident;
  base::PersonText name;          ///< Chinese name
  base::PersonText latin_name;    ///< foreigners
  base::PersonText sex_code;      ///< GB/T 2261
  base::PersonText nation_code;   ///< GB/T 3304; resident only
  base::PersonText nationality;   ///< ISO 3166 alpha-3; foreigners
  base::PersonText birth_date;
  base::PersonText address;
  base::PersonText number;        ///< 18 characters, or 15 for foreigner_2017
  base::PersonText authority;
  base::PersonText valid_from;
  base::PersonText valid_to;
  base::PersonText pass_number;   ///< hmt_residence
  base::PersonText issue_count;   ///< hmt_residence; renewals for foreigner_2023
  base::PersonText association;   ///< foreigner_2023
  base::PersonText newest_address;  ///< from the separate read; empty when the card holds none
  base::PersonBytes photo;        ///< 1024 bytes, proprietary, not decoded
};

/// Why a card that was seen could not be read.
enum class CardFault {
  moved,        ///< lifted or shaken while it was read, tries used up: lay it again
  unsupported,  ///< refused by the security module: not an ID card this reader knows, or not a genuine one
};

struct CardArrived {
  ChipText text;
};
struct CardNotRead {
  CardFault fault;
};
struct ReaderChanged {
  Health health;
  Identity identity;
};
using IdCardEvent = std::variant<CardArrived, CardNotRead, ReaderChanged>;

/// Between `start_reading` and `stop_reading` a card that is laid on yields one CardArrived or CardNotRead each time it
/// is laid. Outside of it the reader is only asked for its status. Health goes to `gone` at most 3 s after the device
/// falls silent or is unplugged, and back within 3 s of its return, without a restart.
class IdCardReader {
 public:
  virtual ~IdCardReader() = default;
  virtual void start_reading() = 0;
  virtual void stop_reading() = 0;
};

}  // namespace bancheng::hal
