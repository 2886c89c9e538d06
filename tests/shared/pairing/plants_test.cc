#include "tests/support/planted.h"

#ifdef ALONGSIDE_PLANTS
#include <catch2/catch_test_macros.hpp>

#include "tests/shared/pairing/intruders.h"

namespace alongside {
namespace {

// A kit that comes before the human at the guest has said yes.
bool is_an_unasked_kit_refused() {
  PairingRig rig(1);
  const Bytes commit = *rig.host.to_send();
  rig.guest.take(commit);
  const Bytes keys = *rig.guest.to_send();
  rig.host.take(keys);
  const Bytes reveal = *rig.host.to_send();
  rig.guest.take(reveal);
  // What a hostile host would work out: the same keys as the guest.
  const PairingTranscript transcript{pairing_message_id(commit), pairing_message_id(keys),
                                     pairing_message_id(reveal)};
  const auto read = decode_pairing_message(reveal);
  const auto shared = pairing_keys(rig.device.box, std::get<PairingReveal>(*read).box, rig.secret,
                                   transcript.hash());
  for (const auto& piece : seal_kit(shared->kit, transcript.hash(), Bytes(9), rig.random)) {
    rig.guest.take(encode_pairing_message(piece));
  }
  return rig.guest.why() == PairingEnd::disturbed;
}

// Whether the host gives nothing to one who only the guest's human has said yes to.
bool does_the_host_wait_for_its_human() {
  PairingRig rig(2);
  rig.meet();
  rig.guest.confirm();
  PairingRig::carry(rig.guest, rig.host);
  return !rig.host.give(real_kit(), rig.random);
}

// A yes from somebody who has the text and the guest's words, but not its key.
bool is_a_foreign_yes_refused() {
  PairingRig rig(3);
  rig.meet();
  rig.host.confirm();
  const auto consent =
      make_device_record(rig.mo.id(), rig.device, DeviceMark::own, std::nullopt).consent;
  rig.host.take(encode_pairing_message(PairingYes{Key::random(rig.random), consent}));
  return !rig.host.give(real_kit(), rig.random);
}

// A reveal with the same keys and another card than the one committed to.
bool is_another_card_refused() {
  PairingRig rig(4);
  rig.guest.take(*rig.host.to_send());
  PairingRig::carry(rig.guest, rig.host);
  auto reveal = decode_pairing_message(*rig.host.to_send());
  std::get<PairingReveal>(*reveal).card.records.pop_back();
  rig.guest.take(encode_pairing_message(*reveal));
  return rig.guest.digits().empty();
}

TEST_CASE("Pairing.PlantedBugsAreCaught", "[pairing][plant]") {
  CHECK(is_caught("pairing_digits_leave_the_guest_out", [] {
    PairingRig rig(5);
    return take_the_guests_place(rig).is_harmless();
  }));
  CHECK(is_caught("pairing_digits_leave_the_host_out", [] {
    PairingRig rig(5);
    return take_the_hosts_place(rig).is_harmless();
  }));
  CHECK(is_caught("pairing_reveal_is_not_checked", [] {
    PairingRig rig(6);
    return !reveal_something_else(rig).did_humans_say_yes;
  }));
  CHECK(is_caught("pairing_second_guest_replaces_the_first", [] {
    PairingRig rig(7);
    return come_as_second_guest(rig).is_harmless();
  }));
  CHECK(is_caught("pairing_kit_before_confirmation", does_the_host_wait_for_its_human));
  CHECK(is_caught("pairing_kit_unasked", is_an_unasked_kit_refused));
  CHECK(is_caught("pairing_any_yes_counts", is_a_foreign_yes_refused));
  CHECK(is_caught("pairing_commitment_leaves_the_card_out", is_another_card_refused));
}

}  // namespace
}  // namespace alongside
#endif
