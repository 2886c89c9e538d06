#include "client/viewmodel/receive_screen.h"

#include "client/store/exchange_file.h"
#include "client/store/identities.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/typed_code.h"
#include "client/viewmodel/when.h"

namespace alongside {

ReceiveScreen::ReceiveScreen(Session& session) : file(session), session_(session) {
  code.reserve(kRoomForSecret);
}

void ReceiveScreen::open() {
  session_.later([this] {
    trouble_.reset();
    file.look();
    session_.clear_notice();
    session_.go(Place::receive);
  });
}

void ReceiveScreen::receive() {
  trouble_.reset();
  is_working_ = true;
  session_.later([this] {
    session_.later([this] {
      is_working_ = false;
      take_in();
    });
  });
}

void ReceiveScreen::take_in() {
  const auto path = file.file();
  if (!path) {
    trouble_ = file.trouble();
    return;
  }
  const auto kind = kind_of_file(*path);
  if (!kind) return say(kind.error());
  if (*kind == FileKind::exchange) return take_in_exchange(*path);
  const auto secret = read_typed_code(code);
  if (!secret) {
    trouble_ = secret.error();
    return;
  }
  const RecordFile from{*path, *secret};
  const auto fits = check_record_code(from);
  if (!fits) {
    if (fits.error().code != ErrorCode::refused) return say(fits.error());
    trouble_ = phrase("receive.other_code");
    return;
  }
  makes_vault() ? make_vault(from) : take_in_record(from);
}

void ReceiveScreen::take_in_exchange(const std::filesystem::path& path) {
  if (makes_vault()) {
    trouble_ = phrase("receive.no_record");
    return;
  }
  const auto read = read_exchange(session_.vault(), path);
  if (!read) return say(read.error());
  forget_all();
  session_.tell(phrase("receive.taken_in", static_cast<std::int64_t>(read->received)));
  session_.go_back();
}

void ReceiveScreen::take_in_record(const RecordFile& from) {
  if (is_charity(session_.vault())) {
    trouble_ = phrase("receive.charity");
    return;
  }
  const auto received = receive_record(session_.vault(), from);
  if (!received) {
    if (received.error().code != ErrorCode::refused) return say(received.error());
    trouble_ = phrase("receive.cannot_come_in");
    return;
  }
  forget_all();
  session_.go_back();
  show(*received);
}

void ReceiveScreen::make_vault(const RecordFile& from) {
  if (!new_vault.is_filled()) {
    trouble_ = phrase("start.needs_both");
    return;
  }
  const VaultMeans means{session_.means().clock, session_.means().random};
  const NewVault how = new_vault.vault(session_);
  auto received = receive_vault(how, from, means);
  if (!received) {
    if (received.error().code != ErrorCode::refused) return say(received.error());
    trouble_ = phrase("start.name_taken");
    return;
  }
  session_.open(std::move(received->created.opened.vault), how.name,
                std::move(received->created.recovery_code));
  forget_all();
  session_.start_at(Place::people);
  show(received->record);
  session_.go(Place::recovery);
}

void ReceiveScreen::show(const ReceivedRecord& received) {
  Vault& vault = session_.vault();
  session_.person = received.space;
  session_.go(Place::person);
  if (received.was_here) {
    session_.tell(phrase("receive.was_here", static_cast<std::int64_t>(received.changes)));
    return;
  }
  const bool is_mine = record_owner(vault, received.space) == vault.me();
  const char* mine = received.is_taken_over ? "receive.is_yours_alone" : "receive.is_yours";
  session_.tell(phrase(is_mine ? mine : "receive.is_here")
                    .with("who", contact_in_words(vault, received.taken_by))
                    .with("when", day_in_words(received.taken_ms)));
}

void ReceiveScreen::say(const Error& why) {
  switch (why.code) {
    case ErrorCode::not_found:
      trouble_ = phrase("place.no_file");
      return;
    case ErrorCode::unknown_version:
      trouble_ = phrase("receive.newer");
      return;
    case ErrorCode::too_large:
      trouble_ = phrase("receive.no_room");
      return;
    default:
      trouble_ = phrase("receive.damaged");
      return;
  }
}

void ReceiveScreen::leave() {
  session_.later([this] {
    forget_all();
    session_.go_back();
  });
}

void ReceiveScreen::forget_all() {
  forget(code);
  new_vault.empty();
  session_.typed_secret_is_done();
}

}  // namespace alongside
