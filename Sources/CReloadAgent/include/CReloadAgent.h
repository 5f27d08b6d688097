#ifndef CRELOADAGENT_H
#define CRELOADAGENT_H

#include <stddef.h>

/* One file of the Python agent, as it is written into the runtime folder. */
struct reload_agent_file {
  const char *_Nonnull path;
  const unsigned char *_Nonnull bytes;
  size_t size;
};

extern const struct reload_agent_file reload_agent_files[];
extern const size_t reload_agent_file_count;

/* The file at `index`. Swift does not import arrays of unknown size. */
static inline struct reload_agent_file reload_agent_file_at(size_t index) {
  return reload_agent_files[index];
}

#endif
