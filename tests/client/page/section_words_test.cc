#include "client/page/section_words.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/model/kinds.h"

namespace alongside {

TEST_CASE("SectionWords.EveryPartThatAPersonCanShareHasWords", "[page]") {
  for (const SectionSpec& section : all_sections()) {
    INFO(section.name);
    const bool can_share = section.space == SpaceOf::person && section.shareable;
    CHECK(words_of_section(section.name).empty() == !can_share);
  }
  CHECK(words_of_section("notes") == "your notes");
  CHECK(words_of_section("").empty());
}

}  // namespace alongside
