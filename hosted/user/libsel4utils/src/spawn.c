/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Starts a process: its arguments travel to the kernel as one text, after the program's name.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <sel4utils/process.h>

#define TEXT_BYTES ((seL4_MsgMaxLength - 1) * sizeof(seL4_Word))

struct text {
    char bytes[TEXT_BYTES];
    size_t used;
};

static bool text_add(struct text *text, const char *string)
{
    size_t count = strlen(string) + 1;

    if (count > sizeof(text->bytes) - text->used) {
        return false;
    }
    memcpy(text->bytes + text->used, string, count);
    text->used += count;
    return true;
}

int sel4utils_spawn_process(sel4utils_process_t *process, vka_t *vka, vspace_t *vspace, int argc,
                            char *argv[], int resume)
{
    struct text text = {.used = 0};
    bool fits = text_add(&text, process->image_name);
    seL4_CPtr tcb = process->thread.tcb.cptr;

    (void)vka;
    (void)vspace;
    for (int i = 0; i < argc; i++) {
        fits = fits && text_add(&text, argv[i]);
    }
    if (!fits) {
        ZF_LOGE("the arguments of %s are longer than %zu bytes", process->image_name, TEXT_BYTES);
        return -1;
    }
    if (hosted_tcb_set_image(tcb, text.bytes, text.used) != seL4_NoError) {
        return -1;
    }
    return resume && seL4_TCB_Resume(tcb) != seL4_NoError ? -1 : 0;
}

int sel4utils_spawn_process_v(sel4utils_process_t *process, vka_t *vka, vspace_t *vspace, int argc,
                              char *argv[], int resume)
{
    return sel4utils_spawn_process(process, vka, vspace, argc, argv, resume);
}

void sel4utils_create_word_args(char strings[][WORD_STRING_SIZE], char *argv[], int argc, ...)
{
    va_list words;

    va_start(words, argc);
    for (int i = 0; i < argc; i++) {
        seL4_Word word = va_arg(words, seL4_Word);

        snprintf(strings[i], WORD_STRING_SIZE, "%lu", (unsigned long)word);
        argv[i] = strings[i];
    }
    va_end(words);
}
