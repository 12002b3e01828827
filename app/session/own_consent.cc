// The consent text of one's own: a new version with each change, read from then on. It is kept and
// travels as guides of one's own do. What was read before stays in its records.
#include "app/session/session.h"
#include "platform/base/utf8.h"

namespace quietroom::session {

namespace {

/// What is in the field and not kept yet.
constexpr std::string_view kDraft = "consent.text";

}  // namespace

/// Takes the newest consent text among what is kept; else the one that ships.
void Session::choose_consent_text(const std::vector<model::OwnGuide>& kept) {
  state_.consent_text = default_consent_text();
  state_.consent_text_is_own = false;
  own_consent_text_ = Id{};
  for (const model::OwnGuide& one : kept) {
    auto text = parse_consent_text(one.body);
    // Of two devices' versions of one number, the later one is read.
    if (!text.ok() || text.value().version < state_.consent_text.version) continue;
    state_.consent_text = std::move(text).value();
    state_.consent_text_is_own = true;
    own_consent_text_ = one.id;
  }
}

/// What is read in the open 1:1: one's own text, or the one that ships in the language in which its
/// guide asks.
const ConsentText& Session::text_to_read() const {
  const Guide* guide = state_.interview ? state_.interview->guide : nullptr;
  if (!own_consent_text_.is_none() || guide == nullptr) return state_.consent_text;
  return consent_text_in(guide->language);
}

void Session::open_consent_text() {
  if (!may_write()) return;
  const auto draft = done(keeper_.store().draft(kDraft));
  set_field(Field::kConsentText, draft && *draft ? (*draft)->text : state_.consent_text.text);
  go(Screen::kConsentText);
}

void Session::consent_text_typed() {
  // With every letter: there is no unsaved state, and it is written here once in a long while.
  if (keeper_.is_open())
    done(keeper_.store().save_draft(kDraft, state_.fields[Field::kConsentText]));
}

void Session::keep_consent_text() {
  if (!may_write()) return;
  const std::string text(trim(state_.fields[Field::kConsentText]));
  if (text == state_.consent_text.text) {
    done(keeper_.store().clear_draft(kDraft));
    return tell(say("Nothing is changed: this is the text that is read."));
  }
  const std::vector<std::string_view> missing = missing_blanks(text);
  if (!missing.empty()) {
    std::string names;
    for (const std::string_view blank : missing)
      names += (names.empty() ? "" : ", ") + std::string(blank);
    return refuse(Field::kConsentText,
                  say("Missing: {names}. The text before stays in use until it is there.", names));
  }
  const ConsentText next{next_consent_version(state_.consent_text.version), text,
                         std::string(words::code_of(words::in_use()))};
  const std::string body = consent_text_json(next);
  if (!parse_consent_text(body).ok()) {
    return refuse(Field::kConsentText, say("A consent text has at most 12,000 letters."));
  }
  if (own_consent_text_.is_none()) {
    if (!done(keeper_.store().add_guide(body))) return;
  } else if (!done(keeper_.store().change_guide(own_consent_text_, body))) {
    return;
  }
  done(keeper_.store().clear_draft(kDraft));
  reload_guides();
  set_field(Field::kConsentText, state_.consent_text.text);
  state_.problem.clear();
  state_.problem_field.reset();
  tell(say("Version {number} is read from now on. What was read before stays recorded.",
           next.version));
}

void Session::take_shipped_text() {
  set_field(Field::kConsentText, default_consent_text().text);
  state_.problem.clear();
  state_.problem_field.reset();
  consent_text_typed();
}

}  // namespace quietroom::session
