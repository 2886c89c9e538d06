#include "client/cli/people_options.h"

#include "shared/model/values.h"

namespace alongside {

void PartOptions::add_to(CLI::App* command) {
  command->add_option("PERSON", person, "an id, the beginning of one, or a name")->required();
  command->add_option("SECTION", section, "such as notes or goals")->required();
  command->add_option("CONTACT", contact, "an id, the beginning of one, or a name")->required();
}

Result<Part> PartOptions::find(CliSession& session) const {
  Part part;
  TRY(part.section, section_called(section));
  TRY(part.vault, session.vault());
  TRY(part.person, find_record(*part.vault, person));
  TRY(part.contact, find_contact(*part.vault, contact));
  return part;
}

Result<TimeMs> end_of_day(std::string_view typed) {
  const KindSpec* note = find_kind(kKindNote);
  const auto last_minute =
      typed_value(*note, *note->field(kNoteAt), std::string(typed) + "T23:59", Text{});
  const auto* said = last_minute ? std::get_if<SaidTime>(&*last_minute) : nullptr;
  if (said == nullptr) {
    return error(ErrorCode::usage, "A day is typed as year-month-day, such as 2027-01-31.");
  }
  return said->ms + 59'999;
}

}  // namespace alongside
