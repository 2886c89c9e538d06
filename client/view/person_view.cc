#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

// An entry with several wordings opens them; one with a single wording opens the editor.
void open_entry(App& app, Writing what, const std::optional<EntryCard>& row) {
  if (!row) return;
  if (row->wordings.size() > 1)
    app.versions.show(what, row->entry);
  else
    app.write.begin_change(what, *row);
}

// Where it is kept, too, and what is under way with all of it.
void draw_whole_record(App& app, const Ui& ui) {
  const WholeRecord& whole = app.person.whole();
  for (const Phrase& line : whole.told) say(ui, TextLook::quiet, line);
  if (!whole.to_erase) return;
  patch(ui, *whole.to_erase);
  if (say_button(ui, ButtonLook::plain, "erase_all.call_off")) app.erase_record.call_off();
}

void draw_erase_button(App& app, const Ui& ui) {
  if (!app.person.whole().can_erase) return;
  gap(ui, 0.4F);
  const char* words = app.person.is_mine() ? "erase_all.open_mine" : "erase_all.open";
  if (card_button(ui, ui.say(words))) app.erase_record.open();
}

// What can be done with all of it. In my own record this stands at the top.
void draw_steps(App& app, const Ui& ui) {
  const WholeRecord& whole = app.person.whole();
  if (whole.can_take_over && card_button(ui, ui.say("own.open"))) app.take_over.open();
  if (whole.can_hand_over && card_button(ui, ui.say("hand.title"))) app.hand_over.open();
  const char* take = app.person.is_mine() ? "take.title_mine" : "take.title";
  if (whole.can_take && card_button(ui, ui.say(take))) app.take.open();
}

// Who can see this, and quietly what waits for a decision.
void draw_sharing_lines(App& app, const Ui& ui) {
  const PersonScreen& person = app.person;
  if (person.record_count() > 1) {
    if (card_button(ui, ui.say(kept_as_records(person.record_count())))) app.records.open();
    if (person.late_notes() > 0) {
      say(ui, TextLook::quiet, phrase("person.late", person.late_notes()));
    }
    if (person.questions() > 0) {
      say(ui, TextLook::quiet, phrase("person.questions", person.questions()));
    }
    return;
  }
  if (card_button(ui, ui.say(person.sharing_line()))) app.sharing.open();
  if (person.late_notes() > 0 &&
      card_button(ui, ui.say(phrase("person.late", person.late_notes())))) {
    app.tray.open();
  }
  if (person.questions() > 0 &&
      card_button(ui, ui.say(phrase("person.questions", person.questions())))) {
    app.ledger.open();
  }
  if (person.is_mine()) draw_steps(app, ui);
}

// How it is with the person, and one quiet button for what comes next.
void draw_relationship_lines(App& app, const Ui& ui) {
  const PersonScreen& person = app.person;
  for (const Phrase& line : person.relationship()) say(ui, TextLook::quiet, line);
  if (person.next_step() && small_button(ui, ButtonLook::plain, ui.say(*person.next_step()))) {
    app.relationship.open();
  }
}

void draw_record(App& app, const Ui& ui) {
  const PersonScreen& person = app.person;
  say(ui, TextLook::title, person.name());
  draw_which_record(app, ui);
  draw_notice(app, ui);
  draw_relationship_lines(app, ui);
  draw_whole_record(app, ui);
  draw_sharing_lines(app, ui);
  gap(ui, 0.4F);
  say(ui, TextLook::strong, "person.want");
  if (person.goals_not_shared()) say(ui, TextLook::quiet, *person.goals_not_shared());
  open_entry(app, Writing::goal, draw_entries(ui, person.goals(), person.goals().size()));
  if (say_button(ui, ButtonLook::plain, "person.add_goal")) app.write.begin(Writing::goal);
  gap(ui, 0.4F);
  say(ui, TextLook::strong, "person.notes");
  if (person.notes_not_shared()) {
    say(ui, TextLook::quiet, *person.notes_not_shared());
  } else if (person.notes().empty()) {
    say(ui, TextLook::quiet, "person.no_notes");
  }
  open_entry(app, Writing::note, draw_entries(ui, person.notes(), person.notes_shown()));
  if (person.notes_shown() < person.notes().size() &&
      say_button(ui, ButtonLook::plain, "person.earlier")) {
    app.person.show_earlier();
  }
  gap(ui, 0.4F);
  if (person.can_be_joined() && say_button(ui, ButtonLook::plain, "person.join")) {
    app.same_person.open();
  }
  gap(ui, 0.4F);
  if (!person.is_mine()) draw_steps(app, ui);
  draw_erase_button(app, ui);
}

}  // namespace

void draw_person(App& app, const Ui& ui) {
  page(ui, {
               .id = "person",
               .top = [&] { draw_top(app, ui); },
               .body = [&] { draw_record(app, ui); },
               .foot =
                   [&] {
                     if (say_button(ui, ButtonLook::main, "person.write")) {
                       app.write.begin(Writing::note);
                     }
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_loose(App& app, const Ui& ui) {
  page(ui, {
               .id = "loose",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "loose.title");
                     draw_notice(app, ui);
                     const auto& notes = app.loose.notes();
                     open_entry(app, Writing::note, draw_entries(ui, notes, notes.size()));
                   },
               .foot =
                   [&] {
                     if (say_button(ui, ButtonLook::main, "person.write")) {
                       app.write.begin(Writing::note, true);
                     }
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
