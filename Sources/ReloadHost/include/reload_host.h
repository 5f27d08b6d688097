/* Loads plug-ins so that a new build takes the place of the old one while the program runs.
 *
 * Usable from C, C++ and Swift; needs nothing but a POSIX system with ELF libraries. A host makes one
 * `reload_host`, loads plug-ins by name and path, and calls them through the tables they give. After a
 * build it calls `reload_host_swap`: all or none of the named plug-ins are replaced.
 *
 * A library is never loaded by its own path but by a copy of its own for each generation, because a file that is
 * mapped must not be written to, and because the same path loads the same code again. Old images stay
 * mapped unless a plug-in says that nothing of it is held any more.
 *
 * No function may be called by two threads at a time, nor from within a plug-in; while a swap runs, no
 * thread may be in a plug-in that is swapped.
 */
#ifndef RELOAD_HOST_H
#define RELOAD_HOST_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RELOAD_PLUGIN_ABI 1u

/* The plug-in says that nothing outside holds its code or data after `close`: its image may be unmapped. */
#define RELOAD_PLUGIN_UNMAPS 1u

/* What a plug-in knows of its host. A plug-in refers to no symbol of the host, so a host needs no flags. */
struct reload_context {
  const void *(*api)(struct reload_context *context, const char *name);
};

/* What a plug-in says of itself. */
typedef struct reload_plugin {
  /* RELOAD_PLUGIN_ABI */
  uint32_t abi;
  uint32_t flags;
  /* The state that outlives a swap: bytes that the host keeps, zeroed at first. A state of another version or
   * size needs `migrate`. */
  uint32_t state_version;
  uint32_t reserved;
  size_t state_size;
  /* The functions that others call; its shape is a matter of host and plug-in. */
  const void *api;
  /* Names of the plug-ins that this one calls, ended by NULL; may be NULL. They load first and close last. */
  const char *const *needs;
  /* Takes up the state; 0 if that works. May be NULL, as may all below. */
  int (*open)(struct reload_context *context, void *state);
  /* Fills `state` from the old one; 0 if that works. */
  int (*migrate)(uint32_t old_version, const void *old_state, size_t old_size, void *state);
  /* Tried after loading, before anybody calls it; 0 if it works. */
  int (*smoke)(struct reload_context *context, void *state);
  /* Takes back all it has registered. The state stays. */
  void (*close)(struct reload_context *context, void *state);
} reload_plugin;

/* Each plug-in exports this. */
const reload_plugin *reload_plugin_entry(void);

/* The table of another plug-in; NULL if it isn't loaded. Ask in `open`: a plug-in that names another in `needs`
 * is opened anew when that one is swapped. */
static inline const void *reload_context_api(struct reload_context *context, const char *name) {
  return context->api(context, name);
}

typedef struct reload_host reload_host;

typedef enum reload_status {
  RELOAD_OK = 0,
  /* Nothing changed: the new build can't take the place of the old one. */
  RELOAD_REFUSED = 1,
  /* The new build failed, and the old one runs on. */
  RELOAD_ROLLED_BACK = 2,
  /* The old one could not be opened again either: end the program. */
  RELOAD_LOST = 3
} reload_status;

/* Makes a host that keeps its copies in `folder`, which must exist; NULL without memory. */
reload_host *reload_host_create(const char *folder);

/* Closes all plug-ins, those that need others first. */
void reload_host_destroy(reload_host *host);

/* Loads a plug-in under a name; what it needs must be loaded. */
reload_status reload_host_load(reload_host *host, const char *name, const char *path);

/* Replaces plug-ins by what their paths hold now, and opens those that need them anew, as one: if one
 * fails, all run on as they were. */
reload_status reload_host_swap(reload_host *host, const char *const *names, size_t count);

/* Replaces all plug-ins whose files changed since they were last tried; `changed` may be NULL. */
reload_status reload_host_refresh(reload_host *host, size_t *changed);

/* The functions of a plug-in; NULL if it isn't loaded. Ask again after each swap. */
const void *reload_host_api(const reload_host *host, const char *name);

/* How often a plug-in was loaded; 0 if it isn't. */
unsigned reload_host_generation(const reload_host *host, const char *name);

/* Why the last call did not work: one line; empty if it did. */
const char *reload_host_message(const reload_host *host);

/* Whether a built library can take part, before it is loaded: RELOAD_REFUSED and why, in `message`. */
reload_status reload_host_check(const char *path, char *message, size_t size);

#ifdef __cplusplus
}
#endif

#endif
