#include "app/store/vfs.h"

#include <algorithm>
#include <cstring>

#include "platform/base/check.h"

// Not in sqlite3.h; part of the amalgamation. Source: its section "Multiple Ciphers VFS".
extern "C" {
int sqlite3mc_vfs_create(const char* real_name, int make_default);
void sqlite3mc_vfs_destroy(const char* name);
}

namespace quietroom::store {
namespace {

constexpr int kSectorBytes = 4096;
constexpr int kPathBytesMax = 128;

struct VfsFile {
  sqlite3_file base;  // First: SQLite sees only this.
  Vfs* vfs;
  File* file;  // Owned; SQLite allocates the struct, so no destructor would run.
  bool is_wal;
};

VfsFile& self(sqlite3_file* file) {
  return *reinterpret_cast<VfsFile*>(file);
}
Vfs& self(sqlite3_vfs* vfs) {
  return *static_cast<Vfs*>(vfs->pAppData);
}

// --- files -----------------------------------------------------------------------------------

int file_close(sqlite3_file* file) {
  self(file).vfs->closed(self(file).file);
  delete self(file).file;
  self(file).file = nullptr;
  file->pMethods = nullptr;
  return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  const std::span<std::uint8_t> bytes(static_cast<std::uint8_t*>(out),
                                      static_cast<std::size_t>(size));
  const auto got = self(file).file->read(static_cast<std::uint64_t>(offset), bytes);
  if (!got.ok()) {
    // What the buffer held before must not pass for what was read.
    std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
    return self(file).vfs->note_failed_read(got.error());
  }
  if (got.value() == bytes.size()) return SQLITE_OK;
  std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(got.value()), bytes.end(), std::uint8_t{0});
  return SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  Vfs& vfs = *self(file).vfs;
  if (vfs.read_failed()) return SQLITE_IOERR_WRITE;
  if (!self(file).is_wal) vfs.note_database_change();
  const ByteSpan bytes(static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size));
  const Status done = self(file).file->write(static_cast<std::uint64_t>(offset), bytes);
  return done.ok() ? SQLITE_OK : vfs.note(done.error(), SQLITE_IOERR_WRITE);
}

/// Makes a WAL that is about to be emptied or removed worthless as a whole. A power cut in the
/// middle of it could otherwise leave its first frames, which are valid and older than the
/// database: recovery would lay them over it. Found by the crash test; SQLite takes truncation for
/// atomic. In a browser a removal is a truncation too.
Status void_wal(File& wal) {
  constexpr std::size_t kWalHeaderBytes = 32;
  const Bytes zeros(kWalHeaderBytes, 0);
  const std::uint64_t size_bytes = TRY(wal.size());
  if (size_bytes == 0) return {};
  TRY(wal.write(0, zeros));
  return wal.flush();
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
  Vfs& vfs = *self(file).vfs;
  if (vfs.read_failed()) return SQLITE_IOERR_TRUNCATE;
  if (!self(file).is_wal) vfs.note_database_change();
  Status done;
  if (self(file).is_wal && size == 0) done = void_wal(*self(file).file);
  if (done.ok()) done = self(file).file->truncate(static_cast<std::uint64_t>(size));
  return done.ok() ? SQLITE_OK : vfs.note(done.error(), SQLITE_IOERR_TRUNCATE);
}

int file_sync(sqlite3_file* file, int) {
  Vfs& vfs = *self(file).vfs;
  if (vfs.read_failed()) return SQLITE_IOERR_FSYNC;
  const Status done = self(file).file->flush();
  return done.ok() ? SQLITE_OK : vfs.note(done.error(), SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* out) {
  const auto size = self(file).file->size();
  if (!size.ok()) return self(file).vfs->note(size.error(), SQLITE_IOERR_FSTAT);
  *out = static_cast<sqlite3_int64>(size.value());
  return SQLITE_OK;
}

// One connection in one worker holds the files alone (Files::open refuses a second time, and a Web
// Lock keeps other tabs out), so there is nothing to lock.
int file_lock(sqlite3_file*, int) {
  return SQLITE_OK;
}

int file_check_reserved_lock(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}

int file_sector_size(sqlite3_file*) {
  return kSectorBytes;
}

// UNDELETABLE_WHEN_OPEN, because Files::remove() refuses an open file. Not POWERSAFE_OVERWRITE:
// the seam promises it for its 512-byte sectors, but below a browser's file lies a disk whose
// sectors have 4096 bytes and of which nobody promises anything; without it SQLite pads each
// commit in the WAL to a whole sector, at a price of at most one more page. Nothing else: no
// atomic write, no safe append, no order is promised.
int file_device_characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN;
}

// Version 1: no shared memory, so WAL works in exclusive locking mode only, with its index in the
// heap. That is how database.cc opens.
const sqlite3_io_methods kFileMethods = {1,
                                         file_close,
                                         file_read,
                                         file_write,
                                         file_truncate,
                                         file_sync,
                                         file_size,
                                         file_lock,
                                         file_lock,
                                         file_check_reserved_lock,
                                         file_control,
                                         file_sector_size,
                                         file_device_characteristics,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr};

// --- the file system -------------------------------------------------------------------------

int vfs_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  // A file without a name is a temporary one, which nobody would encrypt.
  if (name == nullptr) return SQLITE_CANTOPEN;
  const OpenMode mode = (flags & SQLITE_OPEN_CREATE) ? OpenMode::kCreate : OpenMode::kExisting;
  auto opened = self(vfs).files().open(name, mode);
  if (!opened.ok()) return self(vfs).note(opened.error(), SQLITE_CANTOPEN);
  VfsFile& out = self(file);
  out.vfs = &self(vfs);
  out.file = std::move(opened).value().release();
  out.is_wal = (flags & SQLITE_OPEN_WAL) != 0;
  out.base.pMethods = &kFileMethods;
  out.vfs->opened(name, out.file);
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

Status remove_file(Files& files, std::string_view name) {
  if (name.ends_with("-wal")) {
    auto wal = files.open(name, OpenMode::kExisting);
    if (wal.ok()) {
      TRY(void_wal(*wal.value()));
    } else if (wal.error().code != ErrorCode::kNotFound) {
      return wal.error();
    }
  }
  return files.remove(name);
}

int vfs_delete(sqlite3_vfs* vfs, const char* name, int) {
  if (self(vfs).read_failed()) return SQLITE_IOERR_DELETE;
  const Status done = remove_file(self(vfs).files(), name);
  return done.ok() ? SQLITE_OK : self(vfs).note(done.error(), SQLITE_IOERR_DELETE);
}

int vfs_access(sqlite3_vfs* vfs, const char* name, int, int* out) {
  *out = 0;
  const auto there = self(vfs).files().exists(name);
  // As a failed read: "there is no WAL" would be believed, and the WAL would be ignored.
  if (!there.ok()) {
    self(vfs).note_failed_read(there.error());
    return SQLITE_IOERR_ACCESS;
  }
  *out = there.value() ? 1 : 0;
  return SQLITE_OK;
}

int vfs_full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  const std::size_t length = std::strlen(name);
  if (length + 1 > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::memcpy(out, name, length + 1);
  return SQLITE_OK;
}

int vfs_randomness(sqlite3_vfs* vfs, int size, char* out) {
  self(vfs).random().fill({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
  return size;
}

// Only a busy handler sleeps, and there is none.
int vfs_sleep(sqlite3_vfs*, int) {
  return 0;
}

int vfs_current_time_ms(sqlite3_vfs* vfs, sqlite3_int64* out) {
  constexpr sqlite3_int64 kJulianDayOf1970Ms = 210866760000000;
  *out = self(vfs).clock().wall_ms() + kJulianDayOf1970Ms;
  return SQLITE_OK;
}

int vfs_current_time(sqlite3_vfs* vfs, double* out) {
  sqlite3_int64 ms = 0;
  const int rc = vfs_current_time_ms(vfs, &ms);
  *out = static_cast<double>(ms) / 86400000.0;
  return rc;
}

int vfs_last_error(sqlite3_vfs*, int, char*) {
  return 0;
}

sqlite3_vfs blank_vfs() {
  sqlite3_vfs vfs{};
  vfs.iVersion = 2;  // For the clock in milliseconds.
  vfs.szOsFile = sizeof(VfsFile);
  vfs.mxPathname = kPathBytesMax;
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  vfs.xAccess = vfs_access;
  vfs.xFullPathname = vfs_full_path;
  vfs.xRandomness = vfs_randomness;
  vfs.xSleep = vfs_sleep;
  vfs.xCurrentTime = vfs_current_time;
  vfs.xCurrentTimeInt64 = vfs_current_time_ms;
  vfs.xGetLastError = vfs_last_error;
  return vfs;
}

// --- the default VFS: opens nothing ------------------------------------------------------------
// SQLite makes the first VFS that is registered the default one. If that were ours, forgetting to
// name the encrypting one would write plaintext. So the default refuses. Its one use: SQLite seeds
// its random numbers (WAL salts) from the default VFS, once, from whoever opens the first store.

int refuse_open(sqlite3_vfs*, const char*, sqlite3_file* file, int, int*) {
  file->pMethods = nullptr;
  return SQLITE_CANTOPEN;
}

int seed_randomness(sqlite3_vfs* vfs, int size, char* out) {
  auto* random = static_cast<Random*>(vfs->pAppData);
  CHECK_THAT(random != nullptr, "SQLite asks for random bytes before any store is open");
  random->fill({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
  return size;
}

sqlite3_vfs& refusing_vfs() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs made = blank_vfs();
    made.zName = "quietroom-refuses";
    made.xOpen = refuse_open;
    made.xRandomness = seed_randomness;
    return made;
  }();
  return vfs;
}

}  // namespace

Vfs::Vfs(Files& files, Clock& clock, Random& random)
    : files_(files), clock_(clock), random_(random) {
  // The address is unique among those that are registered at the same time.
  const auto address = reinterpret_cast<std::uintptr_t>(this);
  name_ = "quietroom-" + std::to_string(address);
  encrypting_name_ = "multipleciphers-" + name_;
  vfs_ = blank_vfs();
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
}

Result<std::unique_ptr<Vfs>> Vfs::create(Files& files, Clock& clock, Random& random) {
  refusing_vfs().pAppData = &random;
  if (sqlite3_initialize() != SQLITE_OK) return Error{ErrorCode::kIo, "start SQLite"};
  char seeded = 0;
  sqlite3_randomness(1, &seeded);
  refusing_vfs().pAppData = nullptr;

  std::unique_ptr<Vfs> made(new Vfs(files, clock, random));
  if (sqlite3_vfs_register(&made->vfs_, 0) != SQLITE_OK)
    return Error{ErrorCode::kIo, "register the VFS"};
  made->registered_ = true;
  if (sqlite3mc_vfs_create(made->name_.c_str(), 0) != SQLITE_OK)
    return Error{ErrorCode::kIo, "register the encrypting VFS"};
  made->encrypting_registered_ = true;
  return made;
}

Vfs::~Vfs() {
  if (encrypting_registered_) sqlite3mc_vfs_destroy(encrypting_name_.c_str());
  if (registered_) sqlite3_vfs_unregister(&vfs_);
}

void Vfs::clear_error() {
  if (!read_failed_) error_.reset();
}

File* Vfs::open_file(std::string_view name) const {
  const auto found = open_.find(name);
  return found == open_.end() ? nullptr : found->second;
}

int Vfs::note(const Error& error, int code) {
  if (!error_) error_ = error;
  return error.code == ErrorCode::kQuota ? SQLITE_FULL : code;
}

int Vfs::note_failed_read(const Error& error) {
  if (!read_failed_) error_ = error;
  read_failed_ = true;
  return SQLITE_IOERR_READ;
}

}  // namespace quietroom::store

// SQLite is built without a system of its own (SQLITE_OS_OTHER) and calls these two.
extern "C" int sqlite3_os_init() {
  return sqlite3_vfs_register(&quietroom::store::refusing_vfs(), 1);
}

extern "C" int sqlite3_os_end() {
  return SQLITE_OK;
}
