// The people of a case: who has its keys, adding another one, and asking to be added oneself. The
// messages between two devices are pairing.cc's; what is in those about a case is here.
#include <algorithm>

#include "app/session/session.h"
#include "app/session/words.h"
#include "sync/format/sync_key_file.h"

namespace quietroom::session {
namespace {

using Step = PairingView::Step;

/// What the members of cases call this person, on this device.
constexpr std::string_view kOwnNameSetting = "own.name";

}  // namespace

void Session::open_members() {
  if (!state_.open_case || state_.example) return;
  state_.members = {};
  go(Screen::kMembers);
}

void Session::reload_members() {
  if (!state_.open_case || !state_.sync.is_on() || !keeper_.is_open()) {
    state_.members.members.clear();
    return;
  }
  auto members = sync_.members(state_.open_case->id);
  // What sync has not met yet has nobody to show.
  if (!members.ok() && members.error().code != ErrorCode::kNotFound) report(members.error());
  state_.members.members = members.ok() ? std::move(members).value() : std::vector<CaseMember>();
}

void Session::open_member(const Id& person) {
  Id& open = state_.members.open;
  open = open == person ? Id{} : person;
  for (const CaseMember& one : state_.members.members) {
    if (one.me && one.person == open) set_field(Field::kOwnName, one.name);
  }
}

/// Shows the people as they are now; tells why not, if they could not be changed.
bool Session::members_changed(const Status& status) {
  if (!status.ok() && status.error().code == ErrorCode::kInvalid) {
    tell_problem(say("Nothing was changed: a case needs somebody who can add and remove people."));
    return false;
  }
  if (!done(status)) return false;
  state_.members.open = {};
  reload_members();
  return true;
}

void Session::remove_member(const Id& person) {
  if (!state_.open_case || !may_write()) return;
  std::string name;
  for (const CaseMember& one : state_.members.members) {
    if (one.person == person) name = one.name;
  }
  if (members_changed(sync_.remove_member(state_.open_case->id, person))) {
    tell(
        say("{name} gets no key for what is written in this case from now on. What was readable "
            "stays readable.",
            name));
  }
}

void Session::set_owner(const Id& person, bool owner) {
  if (!state_.open_case || !may_write()) return;
  members_changed(sync_.set_owner(state_.open_case->id, person, owner));
}

// --- Adding --------------------------------------------------------------------------------------

void Session::begin_inviting() {
  if (state_.busy || !state_.open_case || !state_.members.i_own() || !may_write()) return;
  begin_message(/*takes=*/false);
  go_on_with_name();
}

void Session::begin_joining() {
  if (state_.busy || state_.example || !may_write()) return;
  if (!state_.sync.is_on()) {
    show_sync();
    return tell_problem(
        say("A case is shared through an endpoint. Turn on sync with the one where it lies, then "
            "join."));
  }
  begin_message(/*takes=*/true);
  go_on_with_name();
}

/// How this person is called comes first: nobody is added without a name.
void Session::go_on_with_name() {
  state_.pairing->of_case = true;
  auto kept = done(keeper_.store().setting(kOwnNameSetting));
  set_field(Field::kOwnName, kept && *kept ? **kept : std::string());
  state_.pairing->step = Step::kName;
}

/// The name that was typed, kept for the next case too; nothing if it will not do.
std::optional<std::string> Session::own_name_given() {
  auto name = model::clean_name(state_.fields[Field::kOwnName]);
  if (!name.ok() || name.value().size() > format::kMemberNameSizeMax) {
    refuse(Field::kOwnName, say("Please give a name, shorter than this line."));
    return std::nullopt;
  }
  if (!done(keeper_.store().set_setting(kOwnNameSetting, name.value()))) return std::nullopt;
  set_field(Field::kOwnName, name.value());
  state_.problem.clear();
  state_.problem_field.reset();
  return std::move(name).value();
}

/// In the open case; elsewhere the name stays what it is there.
void Session::keep_member_name() {
  if (!state_.open_case || !may_write()) return;
  const std::optional<std::string> name = own_name_given();
  if (!name) return;
  const Status named = sync_.set_own_name(state_.open_case->id, *name);
  if (!named.ok() && named.error().code == ErrorCode::kConflict)
    return refuse(Field::kOwnName, say("Somebody in this case is called so already."));
  if (members_changed(named))
    tell(say("The others in this case see you as {name} from the next sync on.", *name));
}

void Session::keep_own_name() {
  if (!state_.pairing || state_.pairing->step != Step::kName || !may_write()) return;
  if (!own_name_given()) return;
  state_.visit += 1;
  if (state_.pairing->takes) return show_request();
  state_.pairing->step = Step::kRead;
}

/// The request of this person, by that name, to the key in request_pair_.
Result<Bytes> Session::request_as(const std::string& name) {
  const SyncIdentity identity = keeper_.identity();
  format::PersonRequest request;
  request.to = request_pair_->public_key;
  request.identity = {identity.sealing.public_key, identity.signing.public_key};
  request.person = keeper_.store().author();
  request.name = name;
  return format::create_person_request(request, identity.signing);
}

/// Keeps what `message` holds, and returns its hash. Errors: as the parsers.
Result<crypto::Hash> Session::take_person_message(ByteSpan message) {
  if (state_.pairing->takes) {
    if (!request_pair_) return Error{ErrorCode::kAuthFailed, "no request is shown"};
    invitation_ = TRY(
        format::open_invitation(message, format::hash_of_message(own_message_), *request_pair_));
    state_.pairing->about = invitation_->title;
    return format::hash_of_message(message);
  }
  person_request_ = TRY(format::parse_person_request(message));
  // What they write bears this id: it is nobody else's.
  if (!(person_request_->person == author_of(person_request_->identity.signing)))
    return Error{ErrorCode::kCorrupt, "person request: another person's id"};
  state_.pairing->about = person_request_->name;
  return person_request_->hash;
}

void Session::give_invitation() {
  if (!person_request_ || !state_.open_case || !may_write()) return;
  format::Invitation invitation;
  invitation.title = shown_case_title(state_.open_case->title);
  const Status invited = sync_.invite(state_.open_case->id, *person_request_,
                                      state_.fields[Field::kOwnName], invitation);
  if (!invited.ok() && invited.error().code == ErrorCode::kConflict) {
    const std::string name = person_request_->name;
    pairing_differs();
    return tell_problem(
        say("Somebody in this case is called {name} already, so that nobody could tell the two "
            "apart. Nothing was given. Ask them to choose another name.",
            name));
  }
  if (!done(invited)) return;
  auto answer = format::create_invitation(invitation, *person_request_, host_.random);
  if (!answer.ok()) return report(answer.error());
  person_request_.reset();
  show_answer(std::move(answer).value());
}

void Session::accept_invitation() {
  if (!invitation_ || !may_write()) return;
  const Status accepted = sync_.accept(*invitation_);
  if (!accepted.ok() && accepted.error().code == ErrorCode::kInvalid) {
    return tell_problem(
        say("This case lies at {address}, and this device syncs with another endpoint. Nothing was "
            "taken. Join once both are the same.",
            invitation_->address));
  }
  if (!done(accepted)) return;
  const std::string title = invitation_->title;
  end_pairing();
  trail_.clear();
  go(Screen::kCases);
  tell(say("\u201C{title}\u201D is yours to read too. It appears here once its first sync is done.",
           title));
}

}  // namespace quietroom::session
