// A device is added, or a person to a case: the same screen for who asks and for who answers.
// Messages out and in, and the six words that a person compares.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

using session::PairingView;
using ui::Space;
using Step = PairingView::Step;

/// The words, numbered, or that they are on their way.
void draw_words(const View& view, std::string_view name, const std::vector<std::string>& words) {
  ui::Ui& ui = view.ui;
  ui.column({.gap = Space::k8}, [&] {
    ui.section(name);
    if (words.empty()) {
      ui.status("making", say("The words are being worked out. This takes a few seconds."),
                {.ink = ui::Ink::kSoft});
      return;
    }
    ui.card([&] {
      ui.list("words", name, [&] {
        for (std::size_t at = 0; at < words.size(); ++at) {
          ui.item(at, [&] {
            ui.row({.gap = Space::k8, .across = ui::Align::kBaseline}, [&] {
              ui.text(std::to_string(at + 1),
                      {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .tabular = true});
              ui.text(words[at], {.semibold = true});
            });
          });
        }
      });
    });
  });
}

/// The message of this device, to be carried to the other one.
void draw_outgoing(const View& view, std::string_view copy, std::string_view save) {
  ui::Ui& ui = view.ui;
  ui.wrap({.gap = Space::k8}, [&] {
    if (ui.button("copy", {.label = copy,
                           .look = ui::ButtonLook::kPrimary,
                           .icon = ui::Icon::kCopy,
                           .copies = view.state.pairing->text,
                           .autofocus = true})) {
      view.emit(command::PairingCopied{});
    }
    if (ui.button("save", {.label = save})) view.emit(command::SavePairing{});
  });
}

/// Where the other device's message comes in.
void draw_incoming(const View& view, std::string_view label, std::string_view file) {
  ui::Ui& ui = view.ui;
  ui.column({.gap = Space::k12}, [&] {
    // On the new device the request comes first.
    long_field(
        view, session::Field::kPairing,
        {.label = label, .autofocus = !view.state.pairing->takes, .lines_min = 2, .lines_max = 4});
    ui.wrap({.gap = Space::k8}, [&] {
      if (ui.button("read", {.label = say("Read it"), .disabled = view.state.busy}))
        view.emit(command::ReadPairing{});
      auto picked = ui.file_button("file", {.label = file,
                                            .accept = ".qrp,.qra,application/octet-stream",
                                            .disabled = view.state.busy});
      if (picked) view.emit(command::PairingPicked{std::move(picked->bytes)});
    });
    form_problem(view);
  });
}

void draw_request(const View& view) {
  ui::Ui& ui = view.ui;
  const bool of_case = view.state.pairing->of_case;
  ui.paragraph(
      of_case
          ? say("Give this request to somebody who has the case. There it is added under "
                "\u201CPeople with access\u201D. It holds your name and no secret. Stay on this "
                "screen until the invitation is here.")
          : say("Take this request to a device of yours that has your notes. There, open Sync "
                "and choose \u201CAdd a device\u201D. The request holds no secret. Stay on this "
                "screen until the answer is here."));
  draw_outgoing(view, say("Copy the request"), say("Save the request"));
  draw_words(view, say("Six words of the request"), view.state.pairing->own);
  ui.column({.gap = Space::k12}, [&] {
    if (of_case) {
      ui.section(say("The invitation"));
      return draw_incoming(view, say("Paste the invitation"), say("Open the invitation"));
    }
    ui.section(say("The answer"));
    draw_incoming(view, say("Paste the answer of your other device"), say("Open the answer"));
  });
}

/// How the members of a case call whoever is at this device.
void draw_name(const View& view) {
  ui::Ui& ui = view.ui;
  ui.paragraph(say("The people of a case see one another\u2019s names. How are you called there?"));
  if (name_form(view, {.field = session::Field::kOwnName,
                       .label = say("Your name, for the others"),
                       .placeholder = say("A name"),
                       .button = say("Go on"),
                       .look = ui::ButtonLook::kPrimary,
                       .autofocus = true})) {
    view.emit(command::KeepOwnName{});
  }
  form_problem(view);
}

void draw_read(const View& view) {
  if (view.state.pairing->of_case) {
    view.ui.paragraph(say(
        "The other person chooses \u201CJoin a case of somebody else\u201D on a device of "
        "theirs, which syncs with the same endpoint, and gives you the request that it shows."));
    return draw_incoming(view, say("Paste the request of the other person"),
                         say("Open the request"));
  }
  view.ui.paragraph(
      say("On the new device, choose \u201CAdd this device to yours\u201D and bring its request "
          "here, by paste or as a file."));
  draw_incoming(view, say("Paste the request of the new device"), say("Open the request"));
}

/// What a yes to the words leads to.
std::string_view consequence(const PairingView& pairing) {
  if (pairing.of_case) {
    return pairing.takes
               ? say("Once you say that they are the same, this case comes to your devices, and "
                     "what you write in it goes to its members.")
               : say("Once you say that they are the same, they see this case: who is talked to, "
                     "where each 1:1 stands, and what was consented to. Notes they see only where "
                     "the person agreed to it.");
  }
  return pairing.takes
             ? say("Once you say that they are the same, what you write here goes to "
                   "whoever gave this answer.")
             : say("Once you say that they are the same, the new device can read and write "
                   "all that you can. That cannot be taken back.");
}

void draw_compare(const View& view) {
  ui::Ui& ui = view.ui;
  const session::PairingView& pairing = *view.state.pairing;
  const bool giving = !pairing.takes;
  const auto& words = pairing.theirs;
  if (pairing.of_case) {
    ui.paragraph(giving ? say("{name} asks to be added. Their device shows six words with the "
                              "request: compare all six, with them, on the two screens or aloud.",
                              pairing.about)
                        : say("This is an invitation to {case}. The other device shows six words "
                              "with it: compare all six, on the two screens or aloud.",
                              pairing.about));
  } else {
    ui.paragraph(
        giving ? say("The new device shows six words with its request. Compare all six, on the two "
                     "screens and nowhere else.")
               : say("Your other device shows six words with its answer. Compare all six, on the "
                     "two screens and nowhere else."));
  }
  draw_words(view,
             giving            ? say("Six words of the request")
             : pairing.of_case ? say("Six words of the invitation")
                               : say("Six words of the answer"),
             words);
  ui.paragraph(consequence(pairing), {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
  ui.wrap({.gap = Space::k8}, [&] {
    if (ui.button("same", {.label = say("They are the same"), .disabled = words.empty()}))
      view.emit(command::PairingSame{});
    // Whoever presses Enter without a look has given nothing away.
    if (ui.button("differ", {.label = say("They differ"), .autofocus = true}))
      view.emit(command::PairingDiffer{});
  });
}

void draw_answer(const View& view) {
  if (view.state.pairing->of_case) {
    view.ui.paragraph(
        say("Give this invitation to {name}. It is encrypted for their device alone. "
            "To reach the endpoint they need a token of their own.",
            view.state.pairing->about));
    draw_outgoing(view, say("Copy the invitation"), say("Save the invitation"));
    draw_words(view, say("Six words of the invitation"), view.state.pairing->own);
    return;
  }
  view.ui.paragraph(
      say("Take this answer to the new device. It is encrypted for that device alone. It has what "
          "this device uses to reach the endpoint, the token too."));
  draw_outgoing(view, say("Copy the answer"), say("Save the answer"));
  draw_words(view, say("Six words of the answer"), view.state.pairing->own);
  view.ui.paragraph(say("The new device shows six words too, once it has the answer, and asks "
                        "whether they are these."),
                    {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
}

void draw_step(const View& view) {
  if (!view.state.pairing) return;
  switch (view.state.pairing->step) {
    case Step::kName:
      return draw_name(view);
    case Step::kRequest:
      return draw_request(view);
    case Step::kRead:
      return draw_read(view);
    case Step::kCompare:
      return draw_compare(view);
    case Step::kAnswer:
      return draw_answer(view);
  }
}

}  // namespace

void draw_pairing(const View& view) {
  if (view.state.unlocked) {
    const bool of_case = view.state.pairing && view.state.pairing->of_case;
    return page(view,
                {.title = !of_case                    ? say("Add a device")
                          : view.state.pairing->takes ? say("Join a case")
                                                      : say("Add a person"),
                 .back = say("Back")},
                [&] { draw_step(view); });
  }
  if (entrance(view, {.title = say("Add this device to yours"), .back = say("Back")},
               [&] { draw_step(view); })) {
    view.emit(command::BackToStart{});
  }
}

}  // namespace quietroom::screens
