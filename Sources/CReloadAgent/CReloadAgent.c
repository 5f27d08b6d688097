#include "CReloadAgent.h"

/* Each file of the agent, embedded when this file is compiled. */
static const unsigned char package[] = {
#embed "agent/__init__.py"
};
static const unsigned char apply[] = {
#embed "agent/apply.py"
};
static const unsigned char attempts[] = {
#embed "agent/attempts.py"
};
static const unsigned char baseline[] = {
#embed "agent/baseline.py"
};
static const unsigned char contents[] = {
#embed "agent/contents.py"
};
static const unsigned char describe[] = {
#embed "agent/describe.py"
};
static const unsigned char described[] = {
#embed "agent/described.py"
};
static const unsigned char findings[] = {
#embed "agent/findings.py"
};
static const unsigned char flight[] = {
#embed "agent/flight.py"
};
static const unsigned char gate[] = {
#embed "agent/gate.py"
};
static const unsigned char fresh[] = {
#embed "agent/fresh.py"
};
static const unsigned char hello[] = {
#embed "agent/hello.py"
};
static const unsigned char holders[] = {
#embed "agent/holders.py"
};
static const unsigned char hooks[] = {
#embed "agent/hooks.py"
};
static const unsigned char journal[] = {
#embed "agent/journal.py"
};
static const unsigned char lacking[] = {
#embed "agent/lacking.py"
};
static const unsigned char launch[] = {
#embed "agent/launch.py"
};
static const unsigned char loading[] = {
#embed "agent/loading.py"
};
static const unsigned char members[] = {
#embed "agent/members.py"
};
static const unsigned char merge[] = {
#embed "agent/merge.py"
};
static const unsigned char names[] = {
#embed "agent/names.py"
};
static const unsigned char outcome[] = {
#embed "agent/outcome.py"
};
static const unsigned char properties[] = {
#embed "agent/properties.py"
};
static const unsigned char proof[] = {
#embed "agent/proof.py"
};
static const unsigned char recall[] = {
#embed "agent/recall.py"
};
static const unsigned char record[] = {
#embed "agent/record.py"
};
static const unsigned char registries[] = {
#embed "agent/registries.py"
};
static const unsigned char running[] = {
#embed "agent/running.py"
};
static const unsigned char sitecustomize[] = {
#embed "agent/sitecustomize.py"
};
static const unsigned char source[] = {
#embed "agent/source.py"
};
static const unsigned char statements[] = {
#embed "agent/statements.py"
};
static const unsigned char store[] = {
#embed "agent/store.py"
};
static const unsigned char swap[] = {
#embed "agent/swap.py"
};
static const unsigned char swaps[] = {
#embed "agent/swaps.py"
};
static const unsigned char touches[] = {
#embed "agent/touches.py"
};
static const unsigned char transport[] = {
#embed "agent/transport.py"
};
static const unsigned char verify[] = {
#embed "agent/verify.py"
};

#define FILE_NAMED(name, variable) { name, variable, sizeof variable }

const struct reload_agent_file reload_agent_files[] = {
  FILE_NAMED("reload_plan_agent/__init__.py", package),
  FILE_NAMED("reload_plan_agent/apply.py", apply),
  FILE_NAMED("reload_plan_agent/attempts.py", attempts),
  FILE_NAMED("reload_plan_agent/baseline.py", baseline),
  FILE_NAMED("reload_plan_agent/contents.py", contents),
  FILE_NAMED("reload_plan_agent/describe.py", describe),
  FILE_NAMED("reload_plan_agent/described.py", described),
  FILE_NAMED("reload_plan_agent/findings.py", findings),
  FILE_NAMED("reload_plan_agent/flight.py", flight),
  FILE_NAMED("reload_plan_agent/fresh.py", fresh),
  FILE_NAMED("reload_plan_agent/gate.py", gate),
  FILE_NAMED("reload_plan_agent/hello.py", hello),
  FILE_NAMED("reload_plan_agent/holders.py", holders),
  FILE_NAMED("reload_plan_agent/hooks.py", hooks),
  FILE_NAMED("reload_plan_agent/journal.py", journal),
  FILE_NAMED("reload_plan_agent/lacking.py", lacking),
  FILE_NAMED("reload_plan_agent/launch.py", launch),
  FILE_NAMED("reload_plan_agent/loading.py", loading),
  FILE_NAMED("reload_plan_agent/members.py", members),
  FILE_NAMED("reload_plan_agent/merge.py", merge),
  FILE_NAMED("reload_plan_agent/names.py", names),
  FILE_NAMED("reload_plan_agent/outcome.py", outcome),
  FILE_NAMED("reload_plan_agent/properties.py", properties),
  FILE_NAMED("reload_plan_agent/proof.py", proof),
  FILE_NAMED("reload_plan_agent/recall.py", recall),
  FILE_NAMED("reload_plan_agent/record.py", record),
  FILE_NAMED("reload_plan_agent/registries.py", registries),
  FILE_NAMED("reload_plan_agent/running.py", running),
  FILE_NAMED("reload_plan_agent/source.py", source),
  FILE_NAMED("reload_plan_agent/statements.py", statements),
  FILE_NAMED("reload_plan_agent/store.py", store),
  FILE_NAMED("reload_plan_agent/swap.py", swap),
  FILE_NAMED("reload_plan_agent/swaps.py", swaps),
  FILE_NAMED("reload_plan_agent/touches.py", touches),
  FILE_NAMED("reload_plan_agent/transport.py", transport),
  FILE_NAMED("reload_plan_agent/verify.py", verify),
  FILE_NAMED("sitecustomize.py", sitecustomize),
};

const size_t reload_agent_file_count = sizeof reload_agent_files / sizeof reload_agent_files[0];
