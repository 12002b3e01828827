// Adding a device of the same person: what goes from one device to the other and back, and the six
// words by which a person sees that nobody changed it on its way. Nothing is given before those of
// the request were found the same, and nothing taken before those of the answer were.
#include <algorithm>

#include "app/session/session.h"
#include "platform/base/utf8.h"
#include "sync/crypto/compared_words.h"
#include "sync/format/pasted.h"

namespace quietroom::session {
namespace {

using format::PairingMessage;
using store::Store;
using Step = PairingView::Step;

/// So much of a message as text shows what it is; see format::pairing_message().
constexpr std::size_t kPastedFront = 8;

/// What was pasted or picked, as bytes: a file may hold either form.
Bytes message_in(ByteSpan given) {
  if (format::pairing_message(given) != PairingMessage::kNone) return to_bytes(given);
  auto pasted = format::from_pasted(as_text(given));
  // Of a text that was cut off, the front says what it was; the rest will be found missing.
  if (!pasted.ok()) pasted = format::from_pasted(trim(as_text(given)).substr(0, kPastedFront));
  return pasted.ok() ? std::move(pasted).value() : Bytes();
}

/// Why this is of no use here.
std::string_view damage_problem(ErrorCode code) {
  return code == ErrorCode::kUnsupported
             ? say("A newer version of Quietroom made this. Update the app here, then try again.")
             : say("This is damaged or cut off. Please take it over once more, all of it.");
}

/// The same of a message about a case.
std::string_view case_problem(PairingMessage kind, bool giving, const Error& error) {
  const auto wanted = giving ? PairingMessage::kPersonRequest : PairingMessage::kInvitation;
  if (kind != wanted) {
    return giving ? say("This is not the request of somebody who wants to join a case. Nothing was "
                        "done.")
                  : say("This is not an invitation to a case. Nothing was done.");
  }
  if (error.code == ErrorCode::kAuthFailed)
    return say(
        "This invitation is for somebody else, or for an earlier request of yours. Give "
        "the request that is shown here once more.");
  return damage_problem(error.code);
}

/// The same of a message between two devices of one person.
std::string_view message_problem(PairingMessage kind, bool giving, const Error& error) {
  if (kind != PairingMessage::kRequest && kind != PairingMessage::kAnswer) {
    return giving ? say("This is not the request of a new device. Nothing was done.")
                  : say("This is not the answer of your other device. Nothing was done.");
  }
  if (kind == PairingMessage::kAnswer && giving)
    return say("This is an answer. It belongs on the new device; here its request is wanted.");
  if (kind == PairingMessage::kRequest && !giving)
    return say("This is a request. It belongs on your other device, which then gives the answer.");
  if (error.code == ErrorCode::kAuthFailed)
    return say(
        "This answer is for another device, or for an earlier request of this one. Take the "
        "request that is shown here to your other device.");
  return damage_problem(error.code);
}

}  // namespace

void Session::begin_pairing() {
  if (state_.busy || state_.example) return;
  // A new device has nothing yet: making a store must never be in the place of another.
  const bool may_begin = state_.unlocked ? state_.sync.is_on() : state_.screen == Screen::kWelcome;
  if (!may_begin) return;
  begin_message(/*takes=*/!state_.unlocked);
  if (state_.pairing->takes) show_request();
}

/// To the screen, with nothing said and nothing heard yet.
void Session::begin_message(bool takes) {
  end_pairing();
  gift_.reset();
  set_field(Field::kPairing, {});
  go(Screen::kPairing);
  state_.pairing.emplace();
  state_.pairing->takes = takes;
}

void Session::show_request() {
  request_pair_ = crypto::SealingPair::generate(host_.random);
  own_message_ = format::create_pairing_request(request_pair_->public_key);
  if (state_.pairing->of_case) {
    auto request = done(request_as(state_.fields[Field::kOwnName]));
    if (!request) return;
    own_message_ = std::move(*request);
  }
  state_.pairing->step = Step::kRequest;
  state_.pairing->text = format::to_pasted(own_message_);
  derive_words(format::hash_of_message(own_message_));
}

/// What came from the other device: to be compared next, if it is what is wanted here.
void Session::read_pairing(ByteSpan given) {
  if (!state_.pairing || state_.busy) return;
  const PairingView& view = *state_.pairing;
  if (view.step != (view.takes ? Step::kRequest : Step::kRead)) return;
  const Bytes message = message_in(given);
  const auto hash = view.of_case ? take_person_message(message) : take_pairing(message);
  if (!hash.ok()) {
    const PairingMessage kind = format::pairing_message(message);
    return refuse(Field::kPairing, view.of_case ? case_problem(kind, !view.takes, hash.error())
                                                : message_problem(kind, !view.takes, hash.error()));
  }
  state_.problem.clear();
  state_.problem_field.reset();
  set_field(Field::kPairing, {});
  state_.pairing->step = Step::kCompare;
  state_.pairing->theirs.clear();
  state_.visit += 1;  // The keyboard goes to what is to be done now; so below.
  derive_words(hash.value());
}

/// Keeps what `message` holds, and returns its hash. Errors: as the parsers.
Result<crypto::Hash> Session::take_pairing(ByteSpan message) {
  if (!state_.pairing->takes) {
    request_ = TRY(format::parse_pairing_request(message));
    return request_->hash;
  }
  if (!request_pair_) return Error{ErrorCode::kAuthFailed, "no request is shown"};
  gift_ = TRY(format::open_pairing_answer(message, *request_pair_));
  return format::pairing_answer_hash(message);
}

void Session::derive_words(const crypto::Hash& message) {
  forget_job();
  SlowHashRequest words = crypto::compared_words_job(message);
  job_ = Job::kWords;
  job_params_ = {words.memory_kib, words.passes, words.lanes, words.salt};
  job_passphrase_ = std::move(words.passphrase);
  start_hash();
}

void Session::words_derived(const Secret<32>& derived) {
  if (!state_.pairing) return;
  const bool comparing = state_.pairing->step == Step::kCompare;
  std::vector<std::string>& words = comparing ? state_.pairing->theirs : state_.pairing->own;
  words.clear();
  std::string spoken;
  for (const std::string_view word : crypto::compared_words(derived)) {
    words.emplace_back(word);
    // A stop after each, so that a voice keeps them apart.
    spoken += (spoken.empty() ? "" : ". ") + std::string(word);
  }
  host_.page.send(AnnounceRequest{say("Six words: {words}.", spoken)});
}

void Session::save_pairing() {
  if (!state_.pairing || own_message_.empty()) return;
  const bool is_answer = state_.pairing->step == Step::kAnswer;
  host_.page.send(SaveFileRequest{is_answer ? "quietroom-answer.qra" : "quietroom-request.qrp",
                                  "application/octet-stream", own_message_});
}

void Session::pairing_same() {
  if (!state_.pairing || state_.pairing->step != Step::kCompare || state_.pairing->theirs.empty())
    return;
  if (state_.pairing->of_case)
    return state_.pairing->takes ? accept_invitation() : give_invitation();
  if (!state_.pairing->takes) return give_answer();
  if (!gift_) return;
  begin_setup();
  state_.setup.joins = true;
}

/// Nothing is given, nothing is taken.
void Session::pairing_differs() {
  if (!state_.pairing || state_.pairing->step != Step::kCompare) return;
  host_.slow_hash.cancel();
  forget_job();
  state_.busy = false;
  gift_.reset();
  request_.reset();
  person_request_.reset();
  invitation_.reset();
  state_.pairing->theirs.clear();
  state_.pairing->step = state_.pairing->takes ? Step::kRequest : Step::kRead;
  state_.visit += 1;
  if (state_.pairing->of_case) {
    return tell_problem(
        say("Nothing was given and nothing was taken. What came was changed on its way, or is not "
            "from that person. Begin again on both devices, and take it over another way."));
  }
  tell_problem(
      say("Nothing was given and nothing was taken. What came was changed on its way, or is not "
          "from your device. Begin again on both, and take it over another way."));
}

void Session::give_answer() {
  if (!request_ || !may_write()) return;
  format::PairingGift gift;
  keeper_.give_identity(gift);
  if (!done(sync_.describe(gift))) return;
  auto answer = format::create_pairing_answer(gift, *request_, host_.random);
  if (!answer.ok()) return report(answer.error());
  request_.reset();
  show_answer(std::move(answer).value());
}

void Session::show_answer(Bytes answer) {
  own_message_ = std::move(answer);
  state_.pairing->step = Step::kAnswer;
  state_.pairing->text = format::to_pasted(own_message_);
  state_.pairing->own.clear();
  state_.visit += 1;
  derive_words(format::hash_of_message(own_message_));
}

/// The passphrase is chosen: this device gets stores and a key file of its own, for the identity
/// that came. The recovery code stays the person's: it opens this key file too.
void Session::finish_joining() {
  if (!kek_ || !gift_) return;
  format::KeyBundle bundle;
  bundle.sealing = crypto::SealingPair::from_secret(gift_->sealing.secret.clone());
  bundle.signing = crypto::SigningPair::from_seed(gift_->signing.seed.clone());
  host_.random.fill(bundle.store_key.writable());
  host_.random.fill(bundle.private_store_key.writable());
  bundle.device = host_.random.id();
  bundle.recovery = gift_->recovery;
  bundle.recovery_authenticator = gift_->recovery_authenticator.clone();
  const auto key_file =
      done(format::create_key_file(bundle, *kek_, job_params_, /*generation=*/1, host_.random));
  if (!key_file) return;
  const Status made = keeper_.create_joined(
      bundle, *key_file, gift_->own_vault, [&](Store& store) { return sync_.join(store, *gift_); });
  if (!made.ok()) {
    back_to_start();
    return report(made.error());
  }
  enter_when_settled(
      say("This device is one of yours now. What you wrote elsewhere comes with the first sync. "
          "Your recovery code opens this device too."));
}

/// Forgets all of it, but for an answer that was accepted.
void Session::end_pairing() {
  if (job_ == Job::kWords) {
    host_.slow_hash.cancel();
    forget_job();
    state_.busy = false;
  }
  state_.pairing.reset();
  request_pair_.reset();
  request_.reset();
  person_request_.reset();
  invitation_.reset();
  own_message_.clear();
}

}  // namespace quietroom::session
