#pragma once

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <utility>

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

namespace alongside {

// What RapidCheck is told: as RC_PARAMS says, with a fixed seed where that names none, so that a
// run repeats itself.
inline rc::detail::TestParams property_params() {
  constexpr std::uint64_t kSeed = 20'250'101;
  const char* const variable = std::getenv("RC_PARAMS");
  const std::string asked = variable == nullptr ? "" : variable;
  rc::detail::Configuration defaults;
  defaults.testParams.seed = kSeed;
  return rc::detail::configFromString(asked, defaults).testParams;
}

// Tries `law` on a hundred random inputs and shrinks what breaks it:
//   check_property("decode undoes encode", [](const std::vector<std::uint8_t>& bytes) {
//     RC_ASSERT(decode(encode(bytes)) == bytes);
//   });
// Fails the test it stands in, with the counterexample and the RC_PARAMS that repeat it.
// Source: RapidCheck's user guide; its own Catch header is for Catch2 v2.
template <typename Law>
void check_property(const std::string& name, Law&& law) {
  const rc::detail::TestParams params = property_params();
  const rc::detail::TestMetadata metadata{.id = name, .description = name};
  const auto result = rc::detail::checkTestable(std::forward<Law>(law), metadata, params);
  std::ostringstream words;
  rc::detail::printResultMessage(result, words);
  INFO(name << ": " << words.str() << "\nrepeat with RC_PARAMS='seed=" << params.seed
            << " max_success=" << params.maxSuccess << " max_size=" << params.maxSize << "'");
  REQUIRE(result.template is<rc::detail::SuccessResult>());
}

}  // namespace alongside
