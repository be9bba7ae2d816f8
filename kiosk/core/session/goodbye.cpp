// Goodbye: what to take along; then everything is wiped.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {

void view_goodbye(Page& page) {
  const Session& visit = page.visit();
  page.heading(say("goodbye.title"));
  page.picture("done");
  if (visit.card && visit.identified_by == delivery::IdentifiedBy::card) {
    page.notice("goodbye.card", say("goodbye.card"), Emphasis::primary, "card-on-reader");
  }
  page.text("goodbye.take", say("goodbye.take"));
  page.text("goodbye.wiped", say("goodbye.wiped"));
  page.button("finish", say("goodbye.finish"), Emphasis::primary);
}

Table goodbye_transitions() {
  return {
      {"goodbye: finish",  At::goodbye, Upon::touch,     "finish", always, end_visit},
      {"goodbye: is over", At::goodbye, Upon::wait_over, "",       always, end_visit},
  };
}

}  // namespace bancheng::core::session
