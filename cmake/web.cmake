# The web build: the program (app.js, app.wasm), the key derivation of the second worker (kdf.js,
# kdf.wasm), and the site that is made of these and web/. Included by the top CMakeLists with emcc.
find_program(QUIETROOM_NODE node REQUIRED)
set(QUIETROOM_SITE_DIR "${CMAKE_SOURCE_DIR}/build/site" CACHE PATH "Where the site is put together")

# Linked as one program, it is 18 kB smaller (compressed) and takes half a minute longer to link.
option(QUIETROOM_LTO "Link-time optimisation of the app" ON)
set(lto)
if(QUIETROOM_LTO)
  set(lto -flto)
endif()

# The same sources give the same bytes wherever they lie, and no path of a machine is shipped.
get_property(targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
foreach(target IN LISTS targets)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "STATIC_LIBRARY")
    target_compile_options(${target} PRIVATE ${lto} "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
  endif()
endforeach()

# What runs once a command or a message, and not for each byte or pixel, is made as small as it gets.
foreach(target qr_app qr_app_guides qr_app_model qr_app_screens qr_app_session qr_app_store
               qr_app_syncing qr_app_wellbeing qr_sync qr_sync_format qr_sync_remote)
  target_compile_options(${target} PRIVATE -Oz)
endforeach()

# Argon2id is most of the time that unlocking takes. Not -msimd128, though libsodium has code for
# it: built by emcc 3.1.6 that derives other keys than every other build of libsodium.
set(argon2 "${QUIETROOM_SODIUM_DIR}/src/libsodium/crypto_pwhash/argon2")
set_source_files_properties("${argon2}/argon2-fill-block-ref.c" PROPERTIES COMPILE_OPTIONS -O3)

# The worker has no page, no files and no eval; memory grows from little. See docs/design/page.md.
set(QUIETROOM_WEB_LINK
  -Oz ${lto} --no-entry "SHELL:-s ENVIRONMENT=worker" "SHELL:-s FILESYSTEM=0"
  "SHELL:-s DYNAMIC_EXECUTION=0" "SHELL:-s ALLOW_MEMORY_GROWTH=1" "SHELL:-s WASM_BIGINT=1"
  "SHELL:-s TOTAL_STACK=1MB" "SHELL:-s INITIAL_MEMORY=16MB")

# quietroom_web_program(name source exports library...)
function(quietroom_web_program name source exports)
  add_executable(${name} "${CMAKE_SOURCE_DIR}/${source}")
  target_compile_options(${name} PRIVATE ${QUIETROOM_PRODUCT_FLAGS} ${lto}
    "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
  target_link_libraries(${name} PRIVATE ${ARGN})
  target_link_options(${name} PRIVATE ${QUIETROOM_WEB_LINK}
    "SHELL:-s EXPORTED_FUNCTIONS=@${CMAKE_SOURCE_DIR}/${exports}")
  set_target_properties(${name} PROPERTIES LINK_DEPENDS "${CMAKE_SOURCE_DIR}/${exports}")
endfunction()

quietroom_web_program(app app/main_web.cc platform/web/exports.txt qr_app qr_platform_web)
target_link_options(app PRIVATE "SHELL:-s MIN_WEBGL_VERSION=2" "SHELL:-s MAX_WEBGL_VERSION=2"
  "SHELL:--js-library ${CMAKE_SOURCE_DIR}/platform/web/library.js")
set_property(TARGET app APPEND PROPERTY
  LINK_DEPENDS "${CMAKE_SOURCE_DIR}/platform/web/library.js")

quietroom_web_program(kdf sync/crypto/main_kdf.cc platform/web/exports_kdf.txt qr_sync_crypto)

# Everything that the site is made of, so that ninja knows when it is out of date.
file(GLOB_RECURSE web_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/*")
add_custom_command(
  OUTPUT "${CMAKE_BINARY_DIR}/site.stamp"
  COMMAND "${QUIETROOM_NODE}" "${CMAKE_SOURCE_DIR}/cmake/assemble_site.mjs"
    --programs "${CMAKE_BINARY_DIR}" --site "${QUIETROOM_SITE_DIR}"
    --cache "${CMAKE_BINARY_DIR}/compressed" --imgui "${QUIETROOM_IMGUI_DIR}"
    --sodium "${QUIETROOM_SODIUM_DIR}" --json "${QUIETROOM_JSON_INCLUDE}"
  COMMAND "${CMAKE_COMMAND}" -E touch "${CMAKE_BINARY_DIR}/site.stamp"
  DEPENDS app kdf ${web_files} "${CMAKE_SOURCE_DIR}/app/ui/icons.txt"
    "${CMAKE_SOURCE_DIR}/cmake/assemble_site.mjs" "${CMAKE_SOURCE_DIR}/cmake/site_icons.mjs"
    "${CMAKE_SOURCE_DIR}/cmake/site_faces.mjs" "${CMAKE_SOURCE_DIR}/cmake/subset_font.mjs"
    "${CMAKE_SOURCE_DIR}/cmake/site_licences.mjs"
    "${CMAKE_SOURCE_DIR}/cmake/site_review.mjs" "${CMAKE_SOURCE_DIR}/package-lock.json"
  COMMENT "Putting the site together" VERBATIM)
add_custom_target(site ALL DEPENDS "${CMAKE_BINARY_DIR}/site.stamp")

# The network seam alone, for tests/e2e/http_web.test.mjs; made only when asked for.
quietroom_web_program(http_probe tests/http/main_web.cc tests/http/exports.txt qr_platform_web qr_sync_remote)
target_sources(http_probe PRIVATE "${CMAKE_SOURCE_DIR}/tests/http/probe.cc")
target_link_options(http_probe PRIVATE
  "SHELL:--js-library ${CMAKE_SOURCE_DIR}/platform/web/library.js")
set_property(TARGET http_probe APPEND PROPERTY
  LINK_DEPENDS "${CMAKE_SOURCE_DIR}/platform/web/library.js")
set_target_properties(http_probe PROPERTIES EXCLUDE_FROM_ALL ON)
