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

# English in app/guides, the others in a folder of their own under the same names.
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
  shipped_consent_text app/guides/consent.json
  shipped_classic_de app/guides/de/classic.json
  shipped_strict_learning_de app/guides/de/strict_learning.json
  shipped_decision_points_de app/guides/de/decision_points.json
  shipped_recall_aid_de app/guides/de/recall_aid.json
  shipped_not_a_responder_de app/guides/de/not_a_responder.json
  shipped_by_message_de app/guides/de/by_message.json
  shipped_own_debrief_de app/guides/de/own_debrief.json
  shipped_outreach_de app/guides/de/outreach.json
  shipped_probes_de app/guides/de/probes.json
  shipped_consent_text_de app/guides/de/consent.json)
