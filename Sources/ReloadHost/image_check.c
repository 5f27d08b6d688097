// Reads a library's dynamic section before the library is loaded: loading one with unique symbols or
// NODELETE can't be taken back. Every offset is checked against the file's size.
#define _GNU_SOURCE
#include "image_check.h"

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  const unsigned char *bytes;
  size_t size;
} image;

static const void *part(const image *file, uint64_t offset, uint64_t size) {
  if (offset > file->size || size > file->size - offset) return NULL;
  return file->bytes + offset;
}

// The text at an offset, if it ends within the file.
static const char *text(const image *file, uint64_t offset) {
  if (offset >= file->size) return NULL;
  const char *start = (const char *)file->bytes + offset;
  return memchr(start, 0, file->size - offset) == NULL ? NULL : start;
}

static int refuse(char *message, size_t size, const char *path, const char *reason) {
  snprintf(message, size, "%s: %s", path, reason);
  return 1;
}

static int check_dynamic(
    const image *file, const char *path, const Elf64_Phdr *headers, size_t count,
    const Elf64_Phdr *dynamic, char *message, size_t size) {
  (void)headers;
  (void)count;
  for (uint64_t at = 0; at + sizeof(Elf64_Dyn) <= dynamic->p_filesz; at += sizeof(Elf64_Dyn)) {
    const Elf64_Dyn *entry = part(file, dynamic->p_offset + at, sizeof *entry);
    if (entry == NULL) return refuse(message, size, path, "the file is damaged");
    if (entry->d_tag == DT_NULL) break;
    if (entry->d_tag == DT_FLAGS_1 && (entry->d_un.d_val & DF_1_NODELETE)) {
      return refuse(message, size, path, "it is linked with -z nodelete, so its state would stay");
    }
    if (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_STATIC_TLS)) {
      return refuse(message, size, path, "it uses static TLS, of which a process has little");
    }
  }
  return 0;
}

// Unique symbols, in the section headers' symbol table: a library that a linker made has them.
static int check_symbols(
    const image *file, const char *path, const Elf64_Ehdr *header, char *message, size_t size) {
  if (header->e_shentsize != sizeof(Elf64_Shdr)) return 0;
  for (unsigned index = 0; index < header->e_shnum; index++) {
    const Elf64_Shdr *section =
        part(file, header->e_shoff + (uint64_t)index * sizeof *section, sizeof *section);
    if (section == NULL) return refuse(message, size, path, "the file is damaged");
    if (section->sh_type != SHT_DYNSYM || section->sh_link >= header->e_shnum) continue;
    const Elf64_Shdr *names =
        part(file, header->e_shoff + (uint64_t)section->sh_link * sizeof *names, sizeof *names);
    if (names == NULL) return refuse(message, size, path, "the file is damaged");
    for (uint64_t at = 0; at + sizeof(Elf64_Sym) <= section->sh_size; at += sizeof(Elf64_Sym)) {
      const Elf64_Sym *symbol = part(file, section->sh_offset + at, sizeof *symbol);
      if (symbol == NULL) return refuse(message, size, path, "the file is damaged");
      if (ELF64_ST_BIND(symbol->st_info) != STB_GNU_UNIQUE || symbol->st_shndx == SHN_UNDEF) continue;
      const char *name = text(file, names->sh_offset + symbol->st_name);
      snprintf(
          message, size, "%s: %s is one for the whole process; compile with -fno-gnu-unique", path,
          name == NULL ? "a symbol" : name);
      return 1;
    }
  }
  return 0;
}

static int check(const image *file, const char *path, char *message, size_t size) {
  const Elf64_Ehdr *header = part(file, 0, sizeof *header);
  if (header == NULL || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
      header->e_ident[EI_CLASS] != ELFCLASS64) {
    return refuse(message, size, path, "it isn't a 64-bit ELF library");
  }
  if (header->e_phentsize != sizeof(Elf64_Phdr)) {
    return refuse(message, size, path, "the file is damaged");
  }
  const Elf64_Phdr *headers =
      part(file, header->e_phoff, (uint64_t)header->e_phnum * sizeof(Elf64_Phdr));
  if (headers == NULL) return refuse(message, size, path, "the file is damaged");
  for (unsigned index = 0; index < header->e_phnum; index++) {
    if (headers[index].p_type != PT_DYNAMIC) continue;
    int found = check_dynamic(file, path, headers, header->e_phnum, &headers[index], message, size);
    if (found) return found;
  }
  return check_symbols(file, path, header, message, size);
}

int image_check(const char *path, char *message, size_t size) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return refuse(message, size, path, "it can't be opened");
  struct stat status;
  if (fstat(descriptor, &status) != 0 || status.st_size <= 0) {
    close(descriptor);
    return refuse(message, size, path, "it is empty");
  }
  image file = {.size = (size_t)status.st_size};
  // A copy of our own: nobody truncates it while it is mapped.
  void *bytes = mmap(NULL, file.size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  close(descriptor);
  if (bytes == MAP_FAILED) return refuse(message, size, path, "it can't be mapped");
  file.bytes = bytes;
  int found = check(&file, path, message, size);
  munmap(bytes, file.size);
  return found;
}
