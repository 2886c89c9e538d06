#include "tests/simulation/two_coaches.h"

#include "client/sync/enrol.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

class Wire final : public Transport {
 public:
  Wire(TwoCoaches& world, SimDevice& from) : world_(world), from_(from) {}
  Result<HttpAnswer> send(const HttpRequest& request) override {
    return world_.carry(from_, request);
  }
  void stop() override {}

 private:
  TwoCoaches& world_;
  SimDevice& from_;
};

}  // namespace

FieldEdit text_of_field(std::uint64_t field, const std::string& words) {
  return {field, Text{words, "coach", "en"}, std::nullopt};
}

TwoCoaches::TwoCoaches(std::uint64_t seed, TimeMs bea_is_off_by)
    : server(seed),
      ade("Ade", seed + 1),
      bea("Bea", seed + 2),
      cem("Cem", seed + 3),
      random(seed + 4) {
  carry = [this](SimDevice& from, const HttpRequest& request) { return straight(from, request); };
  bea.clock.now += bea_is_off_by;
  for (SimDevice* device : {&ade, &bea, &cem}) device->home = enrol_device(*device);
  empty_server = server.backup();
  for (SimDevice* device : {&ade, &bea, &cem}) {
    for (SimDevice* other : {&ade, &bea, &cem}) {
      if (device != other) MUST(add_contact(device->window(), my_card(other->window())));
    }
  }
  mo = add_person(ade.window(), "Mo", "en").value();
  for (const std::uint64_t section : {kSectionNotes, kSectionGoals}) {
    for (SimDevice* other : {&bea, &cem}) {
      MUST(share_section(ade.window(), {.space = mo,
                                        .section = section,
                                        .contact = other->root(),
                                        .why = "so that you can help",
                                        .language = "en",
                                        .write = true}));
    }
  }
}

Result<HttpAnswer> TwoCoaches::straight(SimDevice& from, const HttpRequest& request) {
  const Token token = from.home ? Token::from(from.home->token).value_or(Token{}) : Token{};
  auto answer = server.post(request, token);
  if (!answer) return error(ErrorCode::unavailable, "There is no signal.");
  return std::move(*answer);
}

Home TwoCoaches::enrol_device(SimDevice& device) {
  Wire wire(*this, device);
  auto home = enrol(device.window().device(), server.invite(), wire);
  MUST(home && set_home(device.window(), *home, device.roots_key()));
  return *home;
}

SyncReport TwoCoaches::sync(SimDevice& device) {
  Wire wire(*this, device);
  return sync_once(device.sync(), *device.home, wire);
}

void TwoCoaches::sync_all(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (SimDevice* device : {&ade, &bea, &cem}) static_cast<void>(sync(*device));
  }
}

EntityId TwoCoaches::write_note(SimDevice& device, const std::string& words) {
  const auto note =
      add_entry(device.window(), {mo, kSectionNotes}, kKindNote, {text_of_field(kNoteBody, words)});
  MUST(note);
  return *note;
}

bool TwoCoaches::has_note(SimDevice& device, const EntityId& note, const std::string& words) {
  const auto item = find_item(device.window(), note);
  const ShownField* body = item ? item->field(kNoteBody) : nullptr;
  return body != nullptr && body->versions.size() == 1 &&
         shown_value(body->versions.front().value) == words;
}

Hash TwoCoaches::digest_of(SimDevice& device, const std::string& section) {
  for (const SectionDigest& one : digests(device.window(), mo)) {
    if (one.section == section) return one.digest;
  }
  return Hash{};
}

}  // namespace alongside
