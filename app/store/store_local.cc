// What belongs to this device alone (drafts, settings), the files of a store, and its care.
#include "app/store/impl.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::store {
namespace {

constexpr std::size_t kScopeBytesMax = 200;
constexpr std::size_t kDraftBytesMax = 512 * 1024;
constexpr std::size_t kSettingBytesMax = 64 * 1024;
constexpr std::size_t kPageBytes = 8192;

Status check_name(std::string_view name) {
  if (!name.empty() && name.size() <= kScopeBytesMax) return {};
  return Error{ErrorCode::kInvalid, words::key("a name of a setting or field has 1 to 200 bytes")};
}

}  // namespace

// --- drafts ----------------------------------------------------------------------------------

Status Store::Impl::drop_draft(std::string_view scope) {
  if (scope.empty()) return {};
  Query drop = TRY(db().query("DELETE FROM draft WHERE scope = ?"));
  return drop.bind(scope).run();
}

Status Store::save_draft(std::string_view scope, std::string_view text) {
  TRY(check_name(scope));
  if (text.size() > kDraftBytesMax || !is_utf8(text))
    return Error{ErrorCode::kInvalid, words::key("text in a field has at most 512 KiB")};
  return impl_->change([&]() -> Status {
    if (text.empty()) return impl_->drop_draft(scope);
    Query write = TRY(
        impl_->db().query("INSERT OR REPLACE INTO draft (scope, body, saved_ms) VALUES (?, ?, ?)"));
    return write.bind(scope).bind(text).bind(impl_->clock.wall_ms()).run();
  });
}

Status Store::clear_draft(std::string_view scope) {
  TRY(check_name(scope));
  return impl_->change([&] { return impl_->drop_draft(scope); });
}

Result<std::optional<Draft>> Store::draft(std::string_view scope) {
  TRY(impl_->ready());
  Query read = TRY(impl_->db().query("SELECT body, saved_ms FROM draft WHERE scope = ?"));
  const bool there = TRY(read.bind(scope).next());
  if (!there) return std::optional<Draft>();
  return std::optional<Draft>(Draft{read.text(0), read.integer(1)});
}

// --- settings --------------------------------------------------------------------------------

Result<std::optional<std::string>> Store::setting(std::string_view name) {
  TRY(impl_->ready());
  Query read = TRY(impl_->db().query("SELECT value FROM setting WHERE name = ?"));
  const bool there = TRY(read.bind(name).next());
  if (!there) return std::optional<std::string>();
  return std::optional<std::string>(read.text(0));
}

Status Store::set_setting(std::string_view name, std::string_view value) {
  TRY(check_name(name));
  if (value.size() > kSettingBytesMax || !is_utf8(value))
    return Error{ErrorCode::kInvalid, words::key("a setting has at most 64 KiB")};
  return impl_->change([&]() -> Status {
    Query write =
        TRY(impl_->db().query("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"));
    return write.bind(name).bind(value).run();
  });
}

// --- files -----------------------------------------------------------------------------------

Result<bool> Store::exists(Files& files, std::string_view file) {
  const bool there = TRY(files.exists(file));
  if (!there) return false;
  const std::uint64_t size_bytes = TRY(file_size(files, file));
  return size_bytes != 0;
}

Status Store::remove(Files& files, std::string_view file, std::string_view backup_file) {
  // The WAL first: a database without its WAL is only older, a WAL without its database could be
  // replayed into the next one of that name.
  TRY_IN("remove the store", remove_companions(files, file));
  TRY_IN("remove the store", files.remove(file));
  if (backup_file.empty()) return {};
  TRY_IN("remove the store", files.remove(backup_file));
  return {};
}

Status Store::install_copy(Files& files, std::string_view file, ByteSpan bytes) {
  if (bytes.empty() || bytes.size() % kPageBytes != 0)
    return Error{ErrorCode::kCorrupt, "open a copy: its size is not that of a store"};
  TRY_IN("open a copy", remove_companions(files, file));
  TRY_IN("open a copy", write_file(files, file, bytes));
  return {};
}

// --- care ------------------------------------------------------------------------------------

Status Store::rebuild_tables() {
  return impl_->change([&]() -> Status {
    TRY(recreate_derived_tables(impl_->db()));
    return impl_->door->fill_tables();
  });
}

Status Store::check() {
  TRY(impl_->ready());
  {
    Query pages = TRY_IN("check", impl_->db().query("PRAGMA integrity_check(1)"));
    const bool row = TRY_IN("check", pages.next());
    if (!row || pages.text(0) != "ok") return Error{ErrorCode::kCorrupt, "check: structure"};
  }
  {
    Query orphans = TRY_IN("check", impl_->db().query("PRAGMA foreign_key_check"));
    const bool row = TRY_IN("check", orphans.next());
    if (row) return Error{ErrorCode::kCorrupt, "check: a payload without its operation"};
  }
  // Rank 1: compares the index with the texts too, not only with itself.
  TRY_IN("check: search index", impl_->db().exec("INSERT INTO line_words (line_words, rank) VALUES"
                                                 " ('integrity-check', 1)"));
  return {};
}

}  // namespace quietroom::store
