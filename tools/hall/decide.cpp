#include "tools/hall/decide.h"

#include "kiosk/base/text_files.h"
#include "kiosk/core/catalogue/load.h"
#include "tools/hall/decisions.h"
#include "tools/hall/settings.h"

namespace bancheng::hall {
namespace {

using base::Complaint;
using base::failure;

constexpr const char* kStaff = "命令行";  // as the record and the audit name who did it

base::Result<std::string, Complaint> due_of(const DecideOptions& options, Date today) {
  if (!options.due.empty()) return options.due;
  if (options.calendar.empty()) return failure(Complaint{"--due", "is needed where no --calendar is given"});
  const auto files = base::read_text_files(options.calendar, ".yaml");
  if (!files) return failure(files.error());
  const auto working_days = core::catalogue::load_working_days(*files);
  if (!working_days) return failure(working_days.error().front());
  return core::catalogue::date_text(working_days->after(today, kSupplementWorkingDays).date);
}

base::Result<ApplicationChange, Complaint> change_of(const DecideOptions& options, const ApplicationRow& row, Date today) {
  const auto status = application_status(options.status);
  if (!status || *status == ApplicationStatus::received) return failure(Complaint{"--status", "has to be reviewing, supplement_wanted, granted or refused"});
  const std::string before = row.handler.empty() ? kStaff : row.handler;
  ApplicationChange change{row.revision, *status, options.handler.empty() ? before : options.handler, options.note, std::nullopt};
  if (*status != ApplicationStatus::supplement_wanted && !options.materials.empty()) return failure(Complaint{"--material", "goes with supplement_wanted"});
  if (*status != ApplicationStatus::supplement_wanted) return change;
  const auto now = application_status(row.status);
  if (!now || is_decided(*now)) return failure(Complaint{options.number, "is decided already"});
  auto due = due_of(options, today);
  if (!due) return failure(due.error());
  change.supplement = WantedSupplement{options.note, std::move(*due), options.materials};
  return change;
}

}  // namespace

base::Result<void, Complaint> decide(const DecideOptions& options, const base::Clock& clock) {
  const base::WallTime now = clock.now().wall;
  const Complaint unreadable{options.data.string(), "cannot be read"};
  auto store = Store::open(database_in(options.data), Store::Access::read_write, now);
  if (!store) return failure(store.error());
  Filter filter;
  filter.number = options.number.empty() ? "-" : options.number;
  const auto found = (*store)->applications(filter);
  if (!found) return failure(unreadable);
  if (found->rows.empty()) return failure(Complaint{options.number, "is no application here"});
  const Date today = core::form::date_in_china(now);
  const auto change = change_of(options, found->rows.front(), today);
  if (!change) return failure(change.error());
  if (const auto objection = object_to(*change, today)) return failure(Complaint{options.number, *objection});
  const auto changed = (*store)->change(options.number, *change, {kStaff, now});
  if (!changed) return failure(unreadable);
  if (*changed != Changed::done) return failure(Complaint{options.number, "was changed by somebody else at the same time; try again"});
  if (!(*store)->note({core::delivery::to_rfc3339(now), kStaff, "change", options.number, "local"})) return failure(unreadable);
  return {};
}

}  // namespace bancheng::hall
