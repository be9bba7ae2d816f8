#include "drivers/id_card/sam_reader.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "drivers/id_card/chip_text.h"
#include "drivers/id_card/make_id_card_reader.h"
#include "kiosk/base/wait.h"

namespace bancheng::drivers::id_card {
namespace {

using base::Milliseconds;

constexpr Milliseconds kFindPause{300};     // page, section 3
constexpr Milliseconds kStatusPause{1000};  // with the probes of a silent reader well within 3 s
constexpr int kTries = 1 + 3;               // page, section 2: at most three retries of a card that moved
constexpr int kAddressTries = 3;

}  // namespace

SamReader::SamReader(const Address& address, const base::Clock& clock, hal::EventSink<hal::IdCardEvent> sink)
    : clock_(clock),
      sink_(std::move(sink)),
      thread_(std::make_unique<DeviceThread>(make_transport(address, clock), clock, signals_,
                                             static_cast<DeviceAttendant&>(*this))) {}

SamReader::~SamReader() { thread_->stop(); }

void SamReader::start_reading() { reading_.say(true); }
void SamReader::stop_reading() { reading_.say(false); }

/// True when the wish has changed. A new wish to read takes the card that lies there already.
bool SamReader::take_wish() {
  if (!reading_.take()) return false;
  armed_ = reading_.on();
  return true;
}

void SamReader::link_lost(TransportError why) {
  if (health_ != hal::Health::gone) spdlog::warn("ID-card reader lost: {}", name_of(why));
  set_health(hal::Health::gone);
}

void SamReader::set_health(hal::Health health) {
  if (announced_ && health == health_) return;
  announced_ = true;
  health_ = health;
  sink_(hal::ReaderChanged{health, identity_});
}

void SamReader::note_status(std::uint8_t sw3) {
  set_health(meaning_of(sw3) == Meaning::reader_fault ? hal::Health::faulty : hal::Health::ok);
}

TransportError SamReader::serve(Transport& link, BackOff& back_off) {
  Dialog dialog(link, clock_, signals_.stop.fd());
  const auto status = dialog.first_contact();
  if (!status) return status.error();
  back_off.reset();
  if (const auto trouble = identify(dialog)) return *trouble;
  note_status(status->sw3);
  while (!signals_.stop.raised()) {
    take_wish();
    const bool look = reading_.on() && health_ == hal::Health::ok;
    if (const auto trouble = look ? look_for_card(dialog) : check_status(dialog)) return *trouble;
    wait_for_wish(look ? kFindPause : kStatusPause);
  }
  return TransportError::interrupted;
}

void SamReader::wait_for_wish(Milliseconds time) const {
  [[maybe_unused]] const auto ended = base::sleep_until(clock_.now().steady + time, clock_, signals_.wake.fd());
}

SamReader::MaybeAnswer SamReader::ask(Dialog& dialog, Command command) {
  auto answer = dialog.ask(command);
  if (!answer && answer.error() != TransportError::deadline) return base::failure(answer.error());
  if (!answer) {
    const auto status = dialog.resynchronise();
    if (!status) return base::failure(status.error());
    note_status(status->sw3);
    return std::nullopt;
  }
  const Meaning meaning = meaning_of(answer->sw3);
  if (meaning == Meaning::reader_fault) note_status(answer->sw3);
  if (meaning == Meaning::reader_fault || meaning == Meaning::misunderstood) return std::nullopt;
  return std::optional(std::move(*answer));
}

SamReader::Trouble SamReader::identify(Dialog& dialog) {
  const auto answer = ask(dialog, kSamId);
  if (!answer) return answer.error();
  if (*answer) identity_.serial = format_sam_id((*answer)->data).value_or("");
  return std::nullopt;
}

SamReader::Trouble SamReader::check_status(Dialog& dialog) {
  const bool was_faulty = health_ == hal::Health::faulty;
  if (was_faulty) {
    if (const auto reset = ask(dialog, kReset); !reset) return reset.error();
  }
  const auto answer = ask(dialog, kStatus);
  if (!answer) return answer.error();
  if (!*answer) return std::nullopt;
  if (was_faulty) {
    if (const auto trouble = identify(dialog)) return trouble;
  }
  note_status((*answer)->sw3);
  return std::nullopt;
}

/// Is there a card? No sensible answer leaves it at what was seen last.
base::Result<bool, TransportError> SamReader::find(Dialog& dialog) {
  const auto answer = ask(dialog, kFind);
  if (!answer) return base::failure(answer.error());
  if (*answer) card_seen_ = meaning_of((*answer)->sw3) == Meaning::card_found;
  return *answer && card_seen_;
}

SamReader::Trouble SamReader::look_for_card(Dialog& dialog) {
  const auto found = find(dialog);
  if (!found) return found.error();
  if (!card_seen_) armed_ = true;
  return *found && armed_ ? read_card(dialog) : std::nullopt;
}

/// A card has been found. Ends in one event, unless the wish changed meanwhile or the reader was lost.
SamReader::Trouble SamReader::read_card(Dialog& dialog) {
  hal::ChipText card;
  for (int tries = 1;; ++tries) {
    const auto outcome = tries == 1 ? try_card(dialog, card) : find_again(dialog).and_then([&](Outcome found) -> MaybeOutcome {
      return found == Outcome::read ? try_card(dialog, card) : found;
    });
    if (!outcome) return outcome.error();
    if (health_ != hal::Health::ok) return std::nullopt;  // the reader's fault, not the card's: it is read when that is mended
    if (*outcome == Outcome::refused) {
      report(hal::CardNotRead{hal::CardFault::unsupported});
      return std::nullopt;
    }
    if (*outcome == Outcome::read) break;
    if (tries == kTries) {
      report(hal::CardNotRead{hal::CardFault::moved});
      return std::nullopt;
    }
  }
  if (const auto trouble = read_newest_address(dialog, card)) return trouble;
  report(hal::CardArrived{std::move(card)});
  return std::nullopt;
}

/// `read` stands for found.
SamReader::MaybeOutcome SamReader::find_again(Dialog& dialog) {
  if (base::sleep_until(clock_.now().steady + kFindPause, clock_, signals_.stop.fd()) == base::Readiness::stopped) {
    return base::failure(TransportError::interrupted);
  }
  return find(dialog).map([](bool found) { return found ? Outcome::read : Outcome::try_again; });
}

SamReader::MaybeOutcome SamReader::try_card(Dialog& dialog, hal::ChipText& card) {
  MaybeAnswer answer;
  for (const Command command : {kSelect, kReadTextAndPhoto}) {
    answer = ask(dialog, command);
    if (!answer) return base::failure(answer.error());
    if (!*answer) return Outcome::try_again;
    const Meaning meaning = meaning_of((*answer)->sw3);
    if (meaning == Meaning::card_refused) return Outcome::refused;
    if (meaning != Meaning::ok) return Outcome::try_again;
  }
  auto decoded = decode_read_answer((*answer)->data);
  // The frame's checksum was right, so reading again would give the same.
  if (!decoded) return Outcome::refused;
  card = std::move(*decoded);
  return Outcome::read;
}

/// Not every card stores one and not every reader knows the command. If it stays unread the card counts as having none; the
/// citizen sees the address before it is used.
SamReader::Trouble SamReader::read_newest_address(Dialog& dialog, hal::ChipText& card) {
  for (int tries = 0; tries < kAddressTries; ++tries) {
    const auto answer = ask(dialog, kReadNewestAddress);
    if (!answer) return answer.error();
    if (!*answer) return std::nullopt;
    const Meaning meaning = meaning_of((*answer)->sw3);
    if (meaning == Meaning::ok) card.newest_address = decode_newest_address((*answer)->data).value_or(base::PersonText());
    if (meaning != Meaning::card_moved) return std::nullopt;
  }
  return std::nullopt;
}

/// A card that was read for an earlier wish is nobody's any more: it is dropped, and read again for the new one.
void SamReader::report(hal::IdCardEvent event) {
  if (take_wish()) return;
  armed_ = !card_seen_;  // a card that was lifted is new when it is laid again, however soon
  sink_(std::move(event));
}

}  // namespace bancheng::drivers::id_card

namespace bancheng::drivers {

std::unique_ptr<hal::IdCardReader> make_id_card_reader(const Address& address, const base::Clock& clock,
                                                       hal::EventSink<hal::IdCardEvent> sink) {
  return std::make_unique<id_card::SamReader>(address, clock, std::move(sink));
}

}  // namespace bancheng::drivers
