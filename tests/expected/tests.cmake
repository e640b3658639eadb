# Every sample of the format catalogue against its expected records; the samples are not part
# of the project and the test is skipped where they are not.
if(TARGET lambda-report)
  add_test(NAME expected_records
           COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/check_expected.py $<TARGET_FILE:lambda-report>
                   ${PROJECT_SOURCE_DIR}/../shared/formats/samples)
  add_test(NAME expected_shapes
           COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/check_shapes.py $<TARGET_FILE:lambda-report>
                   ${PROJECT_SOURCE_DIR}/../shared/formats/report-shapes.tsv)
  set_tests_properties(expected_records expected_shapes PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
endif()

if(TARGET lambda-report)
  add_test(NAME expected_slack_invitor
           COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/check_slack_invitor.py $<TARGET_FILE:lambda-report>
                   ${PROJECT_SOURCE_DIR}/../shared/data/slack-invitor)
  set_tests_properties(expected_slack_invitor PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 60)
endif()

# Our own variants of every rule of the catalogue, with what each must give beside it.
if(TARGET lambda-report)
  add_test(NAME expected_variants
           COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/check_variants.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(expected_variants PROPERTIES TIMEOUT 600)
endif()
