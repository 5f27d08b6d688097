// The host's side: plug-ins by name, their generations, and swaps as transactions.
#define _GNU_SOURCE
#include "reload_host.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file_copy.h"
#include "image_check.h"

// One loaded build.
typedef struct {
  void *library;
  const reload_plugin *plugin;
  void *state;
  char copy[PATH_MAX];
  file_stamp stamp;
  bool is_open;
} generation;

typedef struct {
  char *name;
  char *path;
  generation now;
  // During a swap: what takes the place of `now`, if this one has a new build.
  generation next;
  bool is_swapped;
  bool has_next;
  unsigned count;
  // The build that was tried last, so that one which failed isn't tried again and again.
  file_stamp tried;
} entry;

struct reload_host {
  // First, so that a plug-in's context leads back to its host.
  struct reload_context context;
  char *folder;
  // In the order of loading, so that what is needed comes first.
  entry *entries;
  size_t count;
  // Numbers the copies: a path that was loaded once stands for its old code for ever.
  unsigned copies;
  char message[512];
};

static reload_status fail(reload_host *host, reload_status status, const char *format, ...) {
  va_list list;
  va_start(list, format);
  vsnprintf(host->message, sizeof host->message, format, list);
  va_end(list);
  return status;
}

static entry *find(const reload_host *host, const char *name) {
  for (size_t index = 0; index < host->count; index++) {
    if (strcmp(host->entries[index].name, name) == 0) return &host->entries[index];
  }
  return NULL;
}

// MARK: One generation

static void unload(generation *loaded, bool keeps_state) {
  if (!keeps_state) free(loaded->state);
  loaded->state = NULL;
  if (loaded->library != NULL) {
    bool unmaps = loaded->plugin != NULL && (loaded->plugin->flags & RELOAD_PLUGIN_UNMAPS);
    // An image that something may still point into stays.
    if (unmaps || loaded->plugin == NULL) dlclose(loaded->library);
  }
  if (loaded->copy[0] != 0) unlink(loaded->copy);
  *loaded = (generation){0};
}

// Loads a build beside what runs; nothing of it is called but its entry.
static reload_status load(reload_host *host, entry *plugin, generation *made) {
  *made = (generation){0};
  if (image_check(plugin->path, host->message, sizeof host->message)) return RELOAD_REFUSED;
  if (file_stamp_of(plugin->path, &made->stamp) != 0) {
    return fail(host, RELOAD_REFUSED, "%s: it isn't there", plugin->path);
  }
  plugin->tried = made->stamp;
  int length = snprintf(
      made->copy, sizeof made->copy, "%s/%s.%ld.%u.so", host->folder, plugin->name, (long)getpid(),
      ++host->copies);
  if (length >= (int)sizeof made->copy) {
    made->copy[0] = 0;
    return fail(host, RELOAD_REFUSED, "%s: the path of its copy is too long", plugin->path);
  }
  int code = file_copy(plugin->path, made->copy);
  if (code != 0) {
    made->copy[0] = 0;
    return fail(host, RELOAD_REFUSED, "%s: it can't be copied: %s", plugin->path, strerror(code));
  }
  // Local, so that no older copy's symbols come before its own.
  made->library = dlopen(made->copy, RTLD_NOW | RTLD_LOCAL);
  if (made->library == NULL) {
    reload_status status = fail(host, RELOAD_REFUSED, "%s", dlerror());
    unload(made, false);
    return status;
  }
  const reload_plugin *(*enter)(void) =
      (const reload_plugin *(*)(void))dlsym(made->library, "reload_plugin_entry");
  Dl_info place;
  const reload_plugin *found = enter == NULL ? NULL : enter();
  if (found == NULL || found->abi != RELOAD_PLUGIN_ABI) {
    reload_status status = fail(
        host, RELOAD_REFUSED, "%s: it has no reload_plugin_entry of version %u", plugin->path,
        RELOAD_PLUGIN_ABI);
    unload(made, false);
    return status;
  }
  // An older copy that was opened for all to see would answer for the new one.
  if (dladdr((const void *)enter, &place) == 0 || place.dli_fname == NULL ||
      strcmp(place.dli_fname, made->copy) != 0) {
    reload_status status = fail(
        host, RELOAD_REFUSED, "%s: its symbols are bound to another library", plugin->path);
    unload(made, false);
    return status;
  }
  made->plugin = found;
  return RELOAD_OK;
}

// Gives a build the state of the one before, or a new one.
static reload_status give_state(reload_host *host, entry *plugin, const generation *old, generation *made) {
  const reload_plugin *now = made->plugin;
  size_t size = now->state_size == 0 ? 1 : now->state_size;
  bool is_same = old->plugin != NULL && old->plugin->state_version == now->state_version &&
                 old->plugin->state_size == now->state_size;
  if (old->plugin != NULL && !is_same && now->migrate == NULL) {
    return fail(
        host, RELOAD_REFUSED, "%s: its state changed from version %u (%zu bytes) to %u (%zu bytes), and it has no migrate",
        plugin->name, old->plugin->state_version, old->plugin->state_size, now->state_version,
        now->state_size);
  }
  // A copy: if the new build spoils it, the old one goes on with its own.
  made->state = calloc(1, size);
  if (made->state == NULL) return fail(host, RELOAD_REFUSED, "%s: no memory", plugin->name);
  if (is_same) {
    memcpy(made->state, old->state, now->state_size);
  } else if (old->plugin != NULL) {
    int code = now->migrate(
        old->plugin->state_version, old->state, old->plugin->state_size, made->state);
    if (code != 0) {
      return fail(host, RELOAD_ROLLED_BACK, "%s: migrate gave %d", plugin->name, code);
    }
  }
  return RELOAD_OK;
}

static int open_generation(reload_host *host, generation *loaded) {
  int code = loaded->plugin->open == NULL ? 0 : loaded->plugin->open(&host->context, loaded->state);
  loaded->is_open = code == 0;
  return code;
}

static void close_generation(reload_host *host, generation *loaded) {
  if (!loaded->is_open) return;
  if (loaded->plugin->close != NULL) loaded->plugin->close(&host->context, loaded->state);
  loaded->is_open = false;
}

// MARK: Loading

// What a plug-in gets when it asks for another's table.
static const void *context_api(struct reload_context *context, const char *name) {
  entry *plugin = find((const reload_host *)context, name);
  if (plugin == NULL) return NULL;
  // While plug-ins are swapped, the new build answers as soon as it is open.
  const generation *loaded =
      plugin->has_next && plugin->next.is_open ? &plugin->next : &plugin->now;
  return loaded->plugin->api;
}

reload_host *reload_host_create(const char *folder) {
  reload_host *host = calloc(1, sizeof *host);
  if (host == NULL) return NULL;
  host->folder = strdup(folder);
  host->context.api = context_api;
  if (host->folder == NULL) {
    free(host);
    return NULL;
  }
  return host;
}

void reload_host_destroy(reload_host *host) {
  if (host == NULL) return;
  for (size_t index = host->count; index > 0; index--) {
    entry *plugin = &host->entries[index - 1];
    close_generation(host, &plugin->now);
    unload(&plugin->now, false);
    free(plugin->name);
    free(plugin->path);
  }
  free(host->entries);
  free(host->folder);
  free(host);
}

reload_status reload_host_load(reload_host *host, const char *name, const char *path) {
  host->message[0] = 0;
  if (find(host, name) != NULL) return fail(host, RELOAD_REFUSED, "%s: it is loaded", name);
  entry plugin = {.name = strdup(name), .path = strdup(path)};
  entry *grown = realloc(host->entries, (host->count + 1) * sizeof *grown);
  if (grown != NULL) host->entries = grown;
  reload_status status = RELOAD_REFUSED;
  if (plugin.name == NULL || plugin.path == NULL || grown == NULL) {
    fail(host, status, "%s: no memory", name);
  } else {
    status = load(host, &plugin, &plugin.now);
  }
  if (status == RELOAD_OK) {
    const char *const *need = plugin.now.plugin->needs;
    for (; need != NULL && *need != NULL; need++) {
      if (find(host, *need) == NULL) {
        status = fail(host, RELOAD_REFUSED, "%s: it needs %s, which isn't loaded", name, *need);
        break;
      }
    }
  }
  generation none = {0};
  if (status == RELOAD_OK) status = give_state(host, &plugin, &none, &plugin.now);
  if (status == RELOAD_OK) {
    int code = open_generation(host, &plugin.now);
    if (code != 0) status = fail(host, RELOAD_REFUSED, "%s: open gave %d", name, code);
  }
  if (status == RELOAD_OK && plugin.now.plugin->smoke != NULL) {
    int code = plugin.now.plugin->smoke(&host->context, plugin.now.state);
    if (code != 0) {
      status = fail(host, RELOAD_REFUSED, "%s: its smoke call gave %d", name, code);
      close_generation(host, &plugin.now);
    }
  }
  if (status != RELOAD_OK) {
    unload(&plugin.now, false);
    free(plugin.name);
    free(plugin.path);
    return status;
  }
  plugin.count = 1;
  host->entries[host->count++] = plugin;
  return RELOAD_OK;
}

// MARK: Swapping

// Those that need a swapped one are opened anew with it; loaded later, they come after it.
static void spread(reload_host *host) {
  for (size_t index = 0; index < host->count; index++) {
    const char *const *need = host->entries[index].now.plugin->needs;
    for (; need != NULL && *need != NULL; need++) {
      entry *other = find(host, *need);
      if (other != NULL && other->is_swapped) host->entries[index].is_swapped = true;
    }
  }
}

// The generation that a swapped plug-in has after the swap.
static generation *after(entry *plugin) { return plugin->has_next ? &plugin->next : &plugin->now; }

// Puts the old builds back; those of `opened` were opened as new ones.
static reload_status roll_back(reload_host *host, size_t opened, reload_status status) {
  char reason[sizeof host->message];
  memcpy(reason, host->message, sizeof reason);
  for (size_t index = opened; index > 0; index--) {
    entry *plugin = &host->entries[index - 1];
    if (!plugin->is_swapped) continue;
    close_generation(host, after(plugin));
    if (plugin->has_next) unload(&plugin->next, false);
    plugin->has_next = false;
  }
  for (size_t index = 0; index < host->count; index++) {
    entry *plugin = &host->entries[index];
    if (plugin->has_next) unload(&plugin->next, false);
    plugin->has_next = false;
    if (!plugin->is_swapped || plugin->now.is_open) continue;
    int code = open_generation(host, &plugin->now);
    if (code != 0) {
      fail(host, RELOAD_LOST, "%s: the old build's open gave %d after: %.400s", plugin->name, code, reason);
      return RELOAD_LOST;
    }
  }
  memcpy(host->message, reason, sizeof reason);
  return status;
}

static reload_status swap(reload_host *host) {
  spread(host);
  // All that can fail without touching what runs comes first.
  for (size_t index = 0; index < host->count; index++) {
    entry *plugin = &host->entries[index];
    if (!plugin->has_next) continue;
    reload_status status = load(host, plugin, &plugin->next);
    if (status != RELOAD_OK) {
      plugin->has_next = false;
      return roll_back(host, 0, RELOAD_REFUSED);
    }
    const char *const *need = plugin->next.plugin->needs;
    for (; need != NULL && *need != NULL; need++) {
      entry *other = find(host, *need);
      if (other == NULL || other >= plugin) {
        fail(host, RELOAD_REFUSED, "%s: it now needs %s, which isn't loaded before it", plugin->name, *need);
        return roll_back(host, 0, RELOAD_REFUSED);
      }
    }
  }
  for (size_t index = host->count; index > 0; index--) {
    entry *plugin = &host->entries[index - 1];
    if (plugin->is_swapped) close_generation(host, &plugin->now);
  }
  for (size_t index = 0; index < host->count; index++) {
    entry *plugin = &host->entries[index];
    if (!plugin->is_swapped) continue;
    generation *next = after(plugin);
    if (plugin->has_next) {
      reload_status status = give_state(host, plugin, &plugin->now, next);
      if (status != RELOAD_OK) return roll_back(host, index + 1, status);
    }
    int code = open_generation(host, next);
    if (code != 0) {
      fail(host, RELOAD_ROLLED_BACK, "%s: open gave %d", plugin->name, code);
      return roll_back(host, index + 1, RELOAD_ROLLED_BACK);
    }
    code = next->plugin->smoke == NULL ? 0 : next->plugin->smoke(&host->context, next->state);
    if (code != 0) {
      fail(host, RELOAD_ROLLED_BACK, "%s: its smoke call gave %d", plugin->name, code);
      return roll_back(host, index + 1, RELOAD_ROLLED_BACK);
    }
  }
  for (size_t index = 0; index < host->count; index++) {
    entry *plugin = &host->entries[index];
    if (!plugin->has_next) continue;
    unload(&plugin->now, false);
    plugin->now = plugin->next;
    plugin->next = (generation){0};
    plugin->has_next = false;
    plugin->count++;
  }
  return RELOAD_OK;
}

static reload_status finish(reload_host *host, reload_status status) {
  for (size_t index = 0; index < host->count; index++) host->entries[index].is_swapped = false;
  return status;
}

reload_status reload_host_swap(reload_host *host, const char *const *names, size_t count) {
  host->message[0] = 0;
  for (size_t index = 0; index < count; index++) {
    if (find(host, names[index]) == NULL) {
      return fail(host, RELOAD_REFUSED, "%s: it isn't loaded", names[index]);
    }
  }
  for (size_t index = 0; index < count; index++) {
    entry *plugin = find(host, names[index]);
    plugin->is_swapped = true;
    plugin->has_next = true;
  }
  return finish(host, swap(host));
}

reload_status reload_host_refresh(reload_host *host, size_t *changed) {
  host->message[0] = 0;
  size_t found = 0;
  for (size_t index = 0; index < host->count; index++) {
    entry *plugin = &host->entries[index];
    file_stamp stamp;
    // A file that is away for a moment is being written.
    if (file_stamp_of(plugin->path, &stamp) != 0) continue;
    const file_stamp *last = &plugin->tried;
    if (stamp.time == last->time && stamp.size == last->size && stamp.inode == last->inode) continue;
    plugin->is_swapped = true;
    plugin->has_next = true;
    found++;
  }
  if (changed != NULL) *changed = found;
  return found == 0 ? RELOAD_OK : finish(host, swap(host));
}

// MARK: Asking

const void *reload_host_api(const reload_host *host, const char *name) {
  const entry *plugin = find(host, name);
  return plugin == NULL ? NULL : plugin->now.plugin->api;
}

unsigned reload_host_generation(const reload_host *host, const char *name) {
  const entry *plugin = find(host, name);
  return plugin == NULL ? 0 : plugin->count;
}

const char *reload_host_message(const reload_host *host) { return host->message; }

reload_status reload_host_check(const char *path, char *message, size_t size) {
  if (size > 0) message[0] = 0;
  return image_check(path, message, size) ? RELOAD_REFUSED : RELOAD_OK;
}
