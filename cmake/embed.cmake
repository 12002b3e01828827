# Puts the shipped JSON files of app/guides into the program, so that it needs no file to start.
function(quietroom_embed target header)
  set(out "${CMAKE_BINARY_DIR}/generated/${target}_embedded.cc")
  set(code "#include \"${header}\"\n\nnamespace quietroom {\n\n")
  while(ARGN)
    list(POP_FRONT ARGN name file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${file}")
    file(READ "${CMAKE_SOURCE_DIR}/${file}" content)
    string(APPEND code "std::string_view ${name}() {\n  return R\"embedded(${content})embedded\";\n}\n\n")
  endwhile()
  string(APPEND code "}  // namespace quietroom\n")
  file(CONFIGURE OUTPUT "${out}" CONTENT "@code@" @ONLY)
  target_sources(${target} PRIVATE "${out}")
endfunction()

quietroom_embed(qr_app_guides app/guides/shipped.h
  shipped_classic app/guides/classic.json
  shipped_strict_learning app/guides/strict_learning.json
  shipped_decision_points app/guides/decision_points.json
  shipped_recall_aid app/guides/recall_aid.json
  shipped_not_a_responder app/guides/not_a_responder.json
  shipped_by_message app/guides/by_message.json
  shipped_own_debrief app/guides/own_debrief.json
  shipped_outreach app/guides/outreach.json
  shipped_probes app/guides/probes.json
  shipped_consent_text app/guides/consent.json)
