# The third-party code that we compile ourselves, each one library, each visible to one folder only
# (QUIETROOM_THIRD_PARTY_<layer>; see layers.cmake). Their warnings are not ours to mend: no -Wall.
set(deps "${CMAKE_SOURCE_DIR}/build/deps")
set(QUIETROOM_IMGUI_DIR "${deps}/imgui" CACHE PATH "Unpacked Dear ImGui source, 1.92.2 or newer")
set(QUIETROOM_SODIUM_DIR "${deps}/sodium" CACHE PATH "Unpacked libsodium source")
set(QUIETROOM_SQLITE_DIR "${CMAKE_SOURCE_DIR}/node_modules/better-sqlite3-multiple-ciphers/deps/sqlite3"
    CACHE PATH "Folder of the SQLite3MultipleCiphers amalgamation")
foreach(needed "${QUIETROOM_IMGUI_DIR}/imgui.h" "${QUIETROOM_SODIUM_DIR}/src/libsodium/sodium/core.c"
               "${QUIETROOM_SQLITE_DIR}/sqlite3.c")
  if(NOT EXISTS "${needed}")
    message(FATAL_ERROR "Missing ${needed}. Run ./quietroom build, which fetches what is missing.")
  endif()
endforeach()

# The sanitizers watch our code. Watching a slow hash and a page cipher that others test took half of the
# time of the native tests; buffers of the wrong length are still seen where these copy or compare.
set(others)
if(QUIETROOM_SANITIZE AND NOT EMSCRIPTEN)
  set(others -fno-sanitize=all)
endif()

# --- Dear ImGui -----------------------------------------------------------------------------------
add_library(imgui STATIC
  "${QUIETROOM_IMGUI_DIR}/imgui.cpp" "${QUIETROOM_IMGUI_DIR}/imgui_draw.cpp"
  "${QUIETROOM_IMGUI_DIR}/imgui_tables.cpp" "${QUIETROOM_IMGUI_DIR}/imgui_widgets.cpp")
target_include_directories(imgui SYSTEM PUBLIC "${QUIETROOM_IMGUI_DIR}")
# The whole of Unicode; no files of its own; no demo, debug or default-font code in the wasm.
target_compile_definitions(imgui PUBLIC IMGUI_USE_WCHAR32 IMGUI_DISABLE_FILE_FUNCTIONS
  IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS IMGUI_DISABLE_DEFAULT_FONT
  # Not FreeType: what stands in its place is our own loader of glyphs (app/ui/fonts.cc).
  IMGUI_ENABLE_FREETYPE)
target_compile_options(imgui PRIVATE ${QUIETROOM_SPEED} -fno-exceptions -fno-rtti)
if(EMSCRIPTEN)
  target_sources(imgui PRIVATE "${QUIETROOM_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp")
  target_include_directories(imgui SYSTEM PUBLIC "${QUIETROOM_IMGUI_DIR}/backends")
  target_compile_definitions(imgui PUBLIC IMGUI_IMPL_OPENGL_ES3)
  # Questions that would wait for the graphics process: app/ui/gl_state.cc answers them.
  set_source_files_properties("${QUIETROOM_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp" PROPERTIES
    COMPILE_DEFINITIONS glGetIntegerv=quietroom_gl_integer)
endif()

# --- libsodium ------------------------------------------------------------------------------------
# Its configure takes minutes under emcc, so the sources are compiled directly; the only generated
# header is version.h.
set(sodium_src "${QUIETROOM_SODIUM_DIR}/src/libsodium")
file(GLOB_RECURSE sodium_sources "${sodium_src}/*.c")
set(VERSION 1.0.22)
set(SODIUM_LIBRARY_VERSION_MAJOR 26)
set(SODIUM_LIBRARY_VERSION_MINOR 4)
set(SODIUM_LIBRARY_MINIMAL_DEF "")
configure_file("${sodium_src}/include/sodium/version.h.in"
               "${CMAKE_BINARY_DIR}/sodium/sodium/version.h" @ONLY)
# version.h includes its neighbour by name only.
configure_file("${sodium_src}/include/sodium/export.h"
               "${CMAKE_BINARY_DIR}/sodium/sodium/export.h" COPYONLY)
add_library(sodium STATIC ${sodium_sources})
target_include_directories(sodium SYSTEM PUBLIC "${CMAKE_BINARY_DIR}/sodium" "${sodium_src}/include")
target_include_directories(sodium PRIVATE "${CMAKE_BINARY_DIR}/sodium/sodium" "${sodium_src}/include/sodium")
target_compile_definitions(sodium PUBLIC SODIUM_STATIC PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1
  _GNU_SOURCE=1 HAVE_STDINT_H=1 HAVE_INTTYPES_H=1)
if(NOT EMSCRIPTEN)
  target_compile_definitions(sodium PRIVATE HAVE_PTHREAD=1 HAVE_TI_MODE=1 HAVE_C11_MEMORY_FENCES=1
    HAVE_GCC_MEMORY_FENCES=1 HAVE_ATOMIC_OPS=1 HAVE_SYS_MMAN_H=1 HAVE_SYS_RANDOM_H=1 HAVE_MMAP=1
    HAVE_MLOCK=1 HAVE_MPROTECT=1 HAVE_MADVISE=1 HAVE_NANOSLEEP=1 HAVE_POSIX_MEMALIGN=1
    HAVE_GETPID=1 HAVE_GETRANDOM=1 HAVE_EXPLICIT_BZERO=1 HAVE_INLINE_ASM=1 HAVE_WEAK_SYMBOLS=1)
endif()
target_compile_options(sodium PRIVATE -O2 ${others} -w)

# --- SQLite with SQLite3MultipleCiphers -------------------------------------------------------------
add_library(sqlite STATIC "${QUIETROOM_SQLITE_DIR}/sqlite3.c")
target_include_directories(sqlite SYSTEM PUBLIC "${QUIETROOM_SQLITE_DIR}")
target_compile_definitions(sqlite PRIVATE
  SQLITE_THREADSAFE=0 SQLITE_TEMP_STORE=3 SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0
  SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE
  SQLITE_OMIT_AUTOINIT=1 SQLITE_OMIT_DECLTYPE SQLITE_OMIT_PROGRESS_CALLBACK SQLITE_OMIT_TCL_VARIABLE
  SQLITE_LIKE_DOESNT_MATCH_BLOBS SQLITE_MAX_EXPR_DEPTH=0 SQLITE_USE_ALLOCA
  # What the store never asks for: 30 kB of the compressed program.
  SQLITE_OMIT_JSON SQLITE_OMIT_UTF16 SQLITE_OMIT_TRACE SQLITE_OMIT_GET_TABLE SQLITE_OMIT_COMPLETE
  SQLITE_OMIT_AUTHORIZATION SQLITE_OMIT_DATETIME_FUNCS SQLITE_UNTESTABLE
  SQLITE_ENABLE_FTS5 SQLITE_DEFAULT_WAL_SYNCHRONOUS=2 SQLITE_SECURE_DELETE
  SQLITE_DEFAULT_FOREIGN_KEYS=1 SQLITE_OS_OTHER=1
  # A statement journal or sorter that spilled to a temporary file would leave plaintext there.
  SQLITE_STMTJRNL_SPILL=-1
  # One cipher only: ChaCha20-Poly1305 per page.
  CODEC_TYPE=CODEC_TYPE_CHACHA20 HAVE_CIPHER_AES_128_CBC=0 HAVE_CIPHER_AES_256_CBC=0
  HAVE_CIPHER_CHACHA20=1 HAVE_CIPHER_SQLCIPHER=0 HAVE_CIPHER_RC4=0 HAVE_CIPHER_ASCON128=0
  HAVE_CIPHER_AEGIS=0)
if(EMSCRIPTEN)
  # emcc defines __wasm__ only; __WASM__ selects getentropy() instead of opening /dev/urandom.
  target_compile_definitions(sqlite PRIVATE __WASM__=1)
endif()
# Everybody loads the one in the browser before anything is shown.
set(sqlite_speed -O2)
if(EMSCRIPTEN)
  set(sqlite_speed -Os)
endif()
target_compile_options(sqlite PRIVATE ${sqlite_speed} ${others} -w)

# --- The BIP 39 word list ----------------------------------------------------------------------------
include(cmake/recovery_words.cmake)

# --- header only, from Debian ------------------------------------------------------------------------
find_path(QUIETROOM_JSON_INCLUDE nlohmann/json.hpp PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
# /usr/include must never reach emcc's search path, so the one folder is linked into the build tree.
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/json")
file(CREATE_LINK "${QUIETROOM_JSON_INCLUDE}/nlohmann" "${CMAKE_BINARY_DIR}/json/nlohmann" SYMBOLIC)
add_library(json INTERFACE)
target_include_directories(json SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/json")
target_compile_definitions(json INTERFACE JSON_NOEXCEPTION JSON_USE_IMPLICIT_CONVERSIONS=0)

# --- libcurl, from Debian: the network of tools and tests ----------------------------------------------
if(NOT EMSCRIPTEN)
  if(QUIETROOM_TESTS OR QUIETROOM_BENCH)
    find_package(CURL 7.85 REQUIRED)
  else()
    find_package(CURL 7.85 QUIET)
  endif()
  set(QUIETROOM_THIRD_PARTY_qr_platform_native CURL::libcurl)
endif()

set(QUIETROOM_THIRD_PARTY_qr_app_ui imgui)
set(QUIETROOM_THIRD_PARTY_qr_app_store sqlite)
# A part of the store in a library of its own (app/wellbeing/observations.cc).
set(QUIETROOM_THIRD_PARTY_qr_app_wellbeing sqlite)
set(QUIETROOM_THIRD_PARTY_qr_sync_crypto sodium recovery_words)
set(QUIETROOM_THIRD_PARTY_qr_app_guides json)
set(QUIETROOM_THIRD_PARTY_qr_app_share json)
set(QUIETROOM_THIRD_PARTY_qr_platform_bridge json)
