// What sync needs of the store of a vault: the operations, and small entries of its own, changed
// together in one transaction. The engine keeps nothing anywhere else, so that a kill at any moment
// is a stop between two transactions. Implemented over SQLite by app/store, in memory by tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "sync/format/operation.h"

namespace quietroom::sync {

/// An operation as sync carries it. What is in `content` is nobody's business here.
struct Carried {
  format::OpId id;
  Id room;        ///< None: under the vault's key.
  Id author;      ///< A person.
  Bytes content;  ///< u32 size of the envelope, the envelope, the payload (docs/format.md).
};

/// An operation of this device, with its place in the journal.
struct Own {
  std::uint64_t local = 0;   ///< Ascends with each operation of this journal; from 1.
  std::int64_t made_ms = 0;  ///< When, by the wall clock.
  Carried operation;
};

/// A small thing that sync remembers. Keys are ASCII, at most 120 characters.
struct StateEntry {
  std::string key;
  Bytes value;
};

/// What the program leaves here when it empties the payload of `operation` by itself, in the same
/// transaction, and sync has anything of that vault: the engine then empties it at the endpoint and
/// on the other devices. Afterwards nobody could compute it.
StateEntry emptied_entry(const Carried& operation);

/// One transaction. Parts are done in this order.
struct Batch {
  /// Operations of other devices. One that is there already changes nothing; one whose id is there
  /// with other content is kept out (the door of app/store reports it).
  std::vector<Carried> operations;
  /// Operations whose payloads go, for ever; those that are not there are no error.
  std::vector<format::OpId> purge;
  std::vector<StateEntry> put;
  std::vector<std::string> erase;
  /// This device goes on under another id: its own operations after `after_local` are given to
  /// `device`, with counters from 1 in their order, wherever they are named.
  struct NewDevice {
    Id device;
    std::uint64_t after_local = 0;
  };
  std::optional<NewDevice> new_device;
};

class Journal {
 public:
  virtual ~Journal() = default;
  /// This device's id, under which the program makes operations. Another one than the engine has
  /// noted: this is a copy of that device's store, which goes on under this one. What was made
  /// under the noted one is own until a Batch::new_device says where it ends.
  virtual Id device() const = 0;
  /// Own operations after `local`, in order: at most `count_max`, and as many as have together at
  /// most `size_bytes_max` of content, but at least one if there is one. Those whose payload is
  /// gone are left out. Errors: kIo, kCorrupt, as of every call here.
  virtual Result<std::vector<Own>> own_after(std::uint64_t local, std::size_t count_max,
                                             std::size_t size_bytes_max) const = 0;
  /// How many there are after `local`, and when the first of them was made.
  struct Waiting {
    std::uint64_t count = 0;
    std::int64_t since_ms = 0;
  };
  virtual Result<Waiting> waiting_after(std::uint64_t local) const = 0;
  /// The operation `id`, with local 0 if it is another device's; nothing if it is not there, or
  /// purged.
  virtual Result<std::optional<Own>> find(const format::OpId& id) const = 0;
  /// The value of the entry `key`, or nothing.
  virtual Result<std::optional<Bytes>> get(std::string_view key) const = 0;
  /// The entries whose keys begin with `prefix`, ascending by key.
  virtual Result<std::vector<StateEntry>> scan(std::string_view prefix) const = 0;
  /// Does all of `batch`, durably, or nothing.
  virtual Status commit(Batch batch) = 0;
};

}  // namespace quietroom::sync
