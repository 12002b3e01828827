// Opens what lies at an endpoint with the keys of a store, and holds it against what the store has
// seen: signatures, members, chains, payloads, purges. Says what is wrong, by name; changes
// nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/tool/known_vault.h"
#include "app/tool/reach.h"
#include "app/tool/report.h"
#include "sync/format/control.h"
#include "sync/format/object.h"
#include "sync/state.h"

namespace quietroom::tool {

class Audit {
 public:
  /// The references outlive it.
  Audit(KnownVault& known, Report& report) : known_(known), report_(report) {}

  /// A key file that is whole. All of these before the first object().
  void key_file(const Listed& listed, const Bytes& bytes);
  /// A segment or a pack that is whole. In any order. Errors: of the store's journal.
  Status object(const Listed& listed, format::ObjectReader reader);
  /// What only all of them together show; and what there was.
  void finish(Facts& facts);

 private:
  struct Seen {
    crypto::Hash hash{};
    crypto::Hash previous{};
    std::string path;
  };
  struct Emptied {
    format::OpId id;
    crypto::PublicKey writer{};
    std::string path;
    std::uint64_t seq = 0;
  };

  Status manifest(const std::string& path, const format::ObjectReader& reader,
                  const format::OpenedManifest& opened);
  void entry(const std::string& path, const format::ObjectReader& reader,
             const format::OpenedManifest& opened, std::size_t index);
  void control(const format::OpenedManifest& opened, ByteSpan content);
  /// Whether it opens with a key of its room; nothing is said of rooms whose keys are not here.
  bool opens_in_room(const format::PayloadPlace& place, ByteSpan box);
  void finish_chains(Facts& facts);
  void finish_purges();

  KnownVault& known_;
  Report& report_;
  std::map<Id, std::map<std::uint64_t, Seen>> logs_;
  std::map<Id, format::Certificate> certificates_;
  std::vector<sync::PurgedBy> purges_;
  std::vector<Emptied> emptied_;
  std::uint64_t operations_ = 0;
  std::uint64_t sealed_ = 0;  ///< Payloads of rooms whose keys are not here.
  Bytes buffer_;
};

}  // namespace quietroom::tool
