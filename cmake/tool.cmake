# quietroom-sync, the command line for stores and endpoints. Only where libcurl is.
add_executable(quietroom-sync "${CMAKE_SOURCE_DIR}/app/tool/main.cc")
target_compile_options(quietroom-sync PRIVATE ${QUIETROOM_PRODUCT_FLAGS})
target_link_libraries(quietroom-sync PRIVATE qr_app_tool)

install(TARGETS quietroom-sync RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" OPTIONAL)
install(FILES "${CMAKE_SOURCE_DIR}/docs/sync-tool.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(PROGRAMS "${CMAKE_SOURCE_DIR}/docs/deploy/backup-sync.sh"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/quietroom")
