# The simulated world as tests: seeds, power cuts, and the planted bugs where they are compiled in.
if(TARGET alongside-simulate)
  add_test(NAME simulation.Seeds COMMAND alongside-simulate --seeds 30)
  add_test(NAME power.Vault COMMAND alongside-simulate --power vault)
  add_test(NAME power.Server COMMAND alongside-simulate --power server)
  set_tests_properties(simulation.Seeds PROPERTIES LABELS simulation TIMEOUT 900)
  set_tests_properties(power.Vault power.Server PROPERTIES LABELS power TIMEOUT 900)
  if(ALONGSIDE_PLANTS)
    # In parts, and first: they take longer than all other tests together.
    foreach(part RANGE 1 6)
      add_test(NAME simulation.Mutations${part}
        COMMAND alongside-simulate --mutations --part ${part} --parts 6)
      set_tests_properties(simulation.Mutations${part} PROPERTIES
        LABELS mutations TIMEOUT 3600 COST 1000)
    endforeach()
  endif()
endif()
