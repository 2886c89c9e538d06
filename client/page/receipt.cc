#include "client/page/receipt.h"

#include "shared/base/check.h"

namespace alongside {

std::string_view name_of(ConsentState state) {
  switch (state) {
    case ConsentState::asked:
      return "asked";
    case ConsentState::yes:
      return "yes";
    case ConsentState::no:
      return "no";
    case ConsentState::stopped:
      return "stopped";
    case ConsentState::run_out:
      return "run_out";
  }
  MUST(false);
}

bool was_given(ConsentState state) {
  return state != ConsentState::asked && state != ConsentState::no;
}

Hash person_id_on(const AdmissionId& receipt, const RootId& person) {
  return tagged_hash("alongside/alias", {receipt.view(), person.view()});
}

std::optional<TimeMs> end_of(const ConsentReceipt& receipt) {
  switch (receipt.state) {
    case ConsentState::asked:
    case ConsentState::yes:
      return receipt.until;
    case ConsentState::no:
    case ConsentState::stopped:
      return receipt.ended;
    case ConsentState::run_out:
      return receipt.ended ? receipt.ended : receipt.until;
  }
  MUST(false);
}

}  // namespace alongside
