// The people of a case: who has its keys, who gets them, and who no longer does.
#include <algorithm>

#include "app/syncing/desk.h"

namespace quietroom::syncing {
namespace {

using format::Member;
using format::Role;

Member* find_person(std::vector<Member>& members, const Id& person) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& one) { return one.person == person; });
  return found == members.end() ? nullptr : &*found;
}

bool has_owner(const std::vector<Member>& members) {
  return std::any_of(members.begin(), members.end(),
                     [](const Member& one) { return one.role == Role::kOwner; });
}

}  // namespace

Result<std::vector<session::CaseMember>> Desk::members(const Id& case_id) {
  const Vault* vault = TRY(vault_of(case_id));
  std::vector<session::CaseMember> all;
  for (const Member& one : vault->engine->members()) {
    all.push_back({one.person, one.name, one.role == Role::kOwner,
                   one.identity.signing == signing_.public_key});
  }
  return all;
}

Status Desk::change_members(Vault& vault, std::vector<Member> members) {
  if (!has_owner(members)) return Error{ErrorCode::kInvalid, "members: nobody would own it"};
  TRY(vault.engine->set_members(std::move(members)));
  vault.due_ms = clock_.steady_ms();
  return {};
}

Status Desk::invite(const Id& case_id, const format::PersonRequest& request,
                    const std::string& own_name, format::Invitation& invitation) {
  Vault* const vault = TRY(vault_of(case_id));
  std::vector<Member> members = vault->engine->members();
  const bool taken = std::any_of(members.begin(), members.end(), [&](const Member& one) {
    return one.name == request.name && !(one.identity == request.identity);
  });
  if (taken || request.name == own_name)
    return Error{ErrorCode::kConflict, "members: the name is taken"};
  const bool known = std::any_of(members.begin(), members.end(), [&](const Member& one) {
    return one.identity == request.identity;
  });
  // Whose invitation was lost on its way gets another, and no new key.
  if (!known) {
    TRY(vault->engine->set_own_name(own_name));
    if (Member* me = find_person(members, store_->author())) me->name = own_name;
    members.push_back({request.identity, request.person, Role::kMember, request.name});
    TRY(change_members(*vault, std::move(members)));
    TRY(tell_members());
  }
  invitation.vault = vault->id;
  invitation.founder = vault->founder;
  invitation.address = view_.address;
  invitation.frontier = vault->engine->frontier();
  return {};
}

Status Desk::accept(const format::Invitation& invitation) {
  if (store_ == nullptr || !endpoint_) return Error{ErrorCode::kNotFound, "sync is off"};
  const auto there = read_endpoint(invitation.address, "-");
  if (!there.ok() || there.value().root_url != endpoint_->root_url)
    return Error{ErrorCode::kInvalid, "address"};
  TRY(keep_frontier(*store_, invitation.vault, invitation.frontier));
  TRY(store_->note_vault(invitation.vault, to_hex(invitation.founder), view_.address));
  find_due_ms_ = clock_.steady_ms();
  return {};
}

Status Desk::remove_member(const Id& case_id, const Id& person) {
  Vault* const vault = TRY(vault_of(case_id));
  std::vector<Member> members = vault->engine->members();
  if (std::erase_if(members, [&](const Member& one) { return one.person == person; }) == 0)
    return {};
  return change_members(*vault, std::move(members));
}

Status Desk::set_own_name(const Id& case_id, std::string_view name) {
  Vault* const vault = TRY(vault_of(case_id));
  for (const Member& one : vault->engine->members()) {
    if (one.name == name && !(one.identity.signing == signing_.public_key))
      return Error{ErrorCode::kConflict, "members: the name is taken"};
  }
  TRY(vault->engine->set_own_name(name));
  vault->due_ms = clock_.steady_ms();
  return {};
}

Status Desk::set_owner(const Id& case_id, const Id& person, bool owner) {
  Vault* const vault = TRY(vault_of(case_id));
  std::vector<Member> members = vault->engine->members();
  Member* const found = find_person(members, person);
  if (found == nullptr) return Error{ErrorCode::kNotFound, "not a member"};
  found->role = owner ? Role::kOwner : Role::kMember;
  return change_members(*vault, std::move(members));
}

/// In cases that have other members: whom this person talks with there, and the notes of those who
/// agreed that a member reads them.
Status Desk::tell_members() {
  for (const auto& vault : vaults_) {
    if (vault->engine == nullptr) continue;
    const std::vector<Member> members = vault->engine->members();
    if (members.size() < 2) continue;
    TRY(store_->tell_names(vault->id));
    for (const store::SharedNotes& notes : TRY(store_->shared_notes(vault->id))) {
      for (const Member& one : members) {
        if (one.identity.signing == signing_.public_key) continue;
        const bool reads = std::find(notes.readers.begin(), notes.readers.end(), one.person) !=
                           notes.readers.end();
        TRY(vault->engine->share(notes.room, one.identity.sealing,
                                 reads ? notes.counters : std::vector<std::uint64_t>()));
      }
    }
  }
  return {};
}

}  // namespace quietroom::syncing
