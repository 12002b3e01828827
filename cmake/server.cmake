# The native server: static host and file endpoint. The one folder that is compiled with
# exceptions and RTTI, because Boost needs them; exceptions end at its handlers.
find_package(OpenSSL 3.0 REQUIRED)
find_path(QUIETROOM_BOOST_INCLUDE boost/beast/version.hpp PATHS /usr/include REQUIRED)

# Boost's coroutine code and clang 14's -fsanitize=function do not go together ("cannot represent a
# difference across sections"). Tests have no RTTI, so their fakes of our interfaces have no vptr that
# -fsanitize=vptr could know. The other sanitizers stay on.
set(server_flags -fexceptions -frtti ${QUIETROOM_WARNINGS})
if(QUIETROOM_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  list(APPEND server_flags -fno-sanitize=function,vptr)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND server_flags -fcoroutines)
endif()

file(GLOB server_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/sync/server/*.cc")
list(FILTER server_sources EXCLUDE REGEX "/main\\.cc$")
add_library(qr_sync_server STATIC ${server_sources})
target_include_directories(qr_sync_server PUBLIC "${CMAKE_SOURCE_DIR}")
# Debian's Boost lies in /usr/include, where -isystem would reorder the compiler's own folders.
if(NOT QUIETROOM_BOOST_INCLUDE STREQUAL "/usr/include")
  target_include_directories(qr_sync_server SYSTEM PUBLIC "${QUIETROOM_BOOST_INCLUDE}")
endif()
target_compile_options(qr_sync_server PRIVATE ${server_flags})
target_compile_definitions(qr_sync_server PRIVATE BOOST_ASIO_NO_DEPRECATED)
target_link_libraries(qr_sync_server PUBLIC qr_platform_base qr_sync_crypto OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

add_executable(quietroom-server "${CMAKE_SOURCE_DIR}/sync/server/main.cc")
target_compile_options(quietroom-server PRIVATE ${server_flags})
target_link_libraries(quietroom-server PRIVATE qr_sync_server)

# ---- cmake --install -------------------------------------------------------------------------------
# The server, the app if it was built, the systemd unit, and the settings and scripts to start from.
# Settings are installed as an example only: whoever runs the server copies them once.
include(GNUInstallDirs)
install(TARGETS quietroom-server RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/build/site" DESTINATION "${CMAKE_INSTALL_DATADIR}/quietroom" OPTIONAL)
install(FILES "${CMAKE_SOURCE_DIR}/docs/endpoint.md" "${CMAKE_SOURCE_DIR}/LICENSE"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(PROGRAMS "${CMAKE_SOURCE_DIR}/docs/deploy/backup.sh" "${CMAKE_SOURCE_DIR}/docs/deploy/restore.sh"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/quietroom")
install(FILES "${CMAKE_SOURCE_DIR}/docs/deploy/quietroom-server.conf"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/quietroom" RENAME server.conf.example)
install(FILES "${CMAKE_SOURCE_DIR}/docs/deploy/quietroom-server.service"
        DESTINATION "lib/systemd/system")
# Both are written for /usr/local.
install(CODE "
  set(installed \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}\")
  foreach(file \"${CMAKE_INSTALL_DATADIR}/quietroom/server.conf.example\" \"lib/systemd/system/quietroom-server.service\")
    file(READ \"\${installed}/\${file}\" text)
    string(REPLACE \"/usr/local/\" \"\${CMAKE_INSTALL_PREFIX}/\" text \"\${text}\")
    file(WRITE \"\${installed}/\${file}\" \"\${text}\")
  endforeach()")
