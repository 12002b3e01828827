# Puts the tables of app/words into the program. English needs none: it stands in the code.
find_program(QUIETROOM_NODE node REQUIRED)
set(words_table "${CMAKE_BINARY_DIR}/generated/words_german.cc")
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated")
add_custom_command(
  OUTPUT "${words_table}"
  COMMAND "${QUIETROOM_NODE}" "${CMAKE_SOURCE_DIR}/cmake/words_table.mjs"
    "${CMAKE_SOURCE_DIR}/app/words/de.json" "${words_table}"
  DEPENDS "${CMAKE_SOURCE_DIR}/app/words/de.json" "${CMAKE_SOURCE_DIR}/cmake/words_table.mjs"
  COMMENT "Making the table of German words" VERBATIM)
target_sources(qr_app_words PRIVATE "${words_table}")
