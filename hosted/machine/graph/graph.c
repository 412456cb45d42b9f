/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Draws pictures of who holds what; see graph.h.
 */
#include "machine/graph/graph.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "machine/graph/picture.h"
#include "machine/trace/text.h"

static void add_size(struct trace_text *text, unsigned bits)
{
    static const char units[] = " KMGTPE";
    unsigned unit = bits / 10;

    trace_add(text, unit == 0 ? " %lu bytes" : " %lu %ciB", 1UL << bits % 10, units[unit]);
}

/* What `count` capabilities like this lead to. */
static void add_object(struct trace_text *text, const struct kernel_capability *seen, size_t count)
{
    bool has_sizes = strcmp(seen->type, "frame") == 0 || strcmp(seen->type, "untyped") == 0;

    if (count > 1) {
        trace_add(text, "%zu × ", count);
    }
    trace_add(text, "%s%s", seen->device ? "device " : "", seen->type);
    if (has_sizes) {
        add_size(text, seen->size_bits);
    }
    if (count == 1 && seen->last != 0) {
        trace_add(text, " 0x%lx to 0x%lx", seen->object, seen->last);
    } else if (count == 1 && seen->size_bits == 0 && seen->object != 0) {
        trace_add(text, " %lu", seen->object);
    }
}

static void put(const struct picture *picture, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            fputs("&amp;", picture->file);
            break;
        case '<':
            fputs("&lt;", picture->file);
            break;
        case '>':
            fputs("&gt;", picture->file);
            break;
        case '"':
            fputs("&quot;", picture->file);
            break;
        default:
            fputc(*text, picture->file);
        }
    }
}

static void draw_row(const struct picture *picture, const struct held *held, size_t count)
{
    char bytes[256];
    struct trace_text text = trace_text_in(bytes, sizeof(bytes));

    if (count == 1) {
        trace_add(&text, "%lu: ", held->seen.index);
    }
    add_object(&text, &held->seen, count);
    if (held->seen.badge != 0) {
        trace_add(&text, ", badge ");
        trace_add_word(&text, held->seen.badge);
    }
    if (held->seen.rights != 0) {
        trace_add(&text, ", ");
        trace_add_rights(&text, held->seen.rights);
    }
    if (count == 1 && picture_is_copy(held)) {
        trace_add(&text, ", from %lu", held->source->seen.index);
        if (held->source->program != held->program) {
            trace_add(&text, " of %s", picture->programs[held->source->program].name);
        }
    }
    fprintf(picture->file, "<TR><TD ALIGN=\"LEFT\" PORT=\"r%zu\">", held->row);
    put(picture, bytes);
    fputs("</TD></TR>", picture->file);
}

/* The number of capabilities in the same row, from this one on. */
static size_t row_length(const struct picture *picture, size_t first)
{
    size_t end = first + 1;

    while (end < picture->count && picture_compare_rows(&picture->order[first], &picture->order[end]) == 0) {
        end++;
    }
    return end - first;
}

/* Draws the program whose capabilities begin here. Returns where they end. */
static size_t draw_program(const struct picture *picture, size_t first)
{
    struct held *const *order = picture->order;
    size_t program = order[first]->program, i = first, unshared = 0;

    fprintf(picture->file,
            "  p%zu [shape=plain, label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
            "CELLPADDING=\"4\" COLOR=\"#57606a\" BGCOLOR=\"#f6f8fa\"><TR><TD><B>",
            program);
    put(picture, picture->programs[program].name);
    fputs("</B></TD></TR>", picture->file);
    while (i < picture->count && order[i]->program == program) {
        size_t length = row_length(picture, i);
        if (order[i]->group == UNSHARED) {
            unshared += length;
        } else {
            draw_row(picture, order[i], length);
        }
        i += length;
    }
    if (unshared > 0) {
        fprintf(picture->file, "<TR><TD ALIGN=\"LEFT\"><I>%zu to what nobody else has</I></TD></TR>",
                unshared);
    }
    fputs("</TABLE>>];\n", picture->file);
    return i;
}

/* The arrows from rows to groups: the root task's to the right, the others' to the left. */
static void draw_arrows(const struct picture *picture)
{
    for (size_t i = 0; i < picture->count; i += row_length(picture, i)) {
        const struct held *held = picture->order[i];
        const char *style = picture_is_copy(held) ? "dashed" : "solid";
        if (held->row == UNSHARED) {
            continue;
        }
        if (picture->programs[held->program].is_root) {
            fprintf(picture->file, "  p%zu:r%zu:e -> o%zu [style=%s];\n", held->program, held->row,
                    held->group, style);
        } else {
            fprintf(picture->file, "  o%zu -> p%zu:r%zu:w [dir=back, style=%s];\n", held->group,
                    held->program, held->row, style);
        }
    }
}

static void draw_programs(const struct picture *picture)
{
    size_t i = 0;

    qsort(picture->order, picture->count, sizeof(struct held *), picture_compare_in_rows);
    while (i < picture->count && picture->order[i]->program != NOBODY) {
        i = draw_program(picture, i);
    }
    draw_arrows(picture);
}

struct made {
    size_t from, to; /* groups */
};

static int compare_made(const void *one, const void *other)
{
    const struct made *a = one, *b = other;
    int order = (a->from > b->from) - (a->from < b->from);

    return order != 0 ? order : (a->to > b->to) - (a->to < b->to);
}

/* Arrows between groups: objects that were made from others, as by Retype. */
static void draw_made(struct picture *picture)
{
    struct made *made = malloc((picture->count + 1) * sizeof(*made));
    size_t count = 0;

    if (made == NULL) {
        picture->lacks_memory = true;
        return;
    }
    for (size_t i = 0; i < picture->count; i++) {
        const struct held *to = &picture->held[i], *from = to->source;
        if (from != NULL && from->group != UNSHARED && to->group != UNSHARED && from->group != to->group) {
            made[count++] = (struct made){from->group, to->group};
        }
    }
    qsort(made, count, sizeof(*made), compare_made);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_made(&made[i], &made[i - 1]) != 0) {
            fprintf(picture->file, "  o%zu -> o%zu [style=dashed, constraint=false];\n", made[i].from,
                    made[i].to);
        }
    }
    free(made);
}

static void draw_groups(const struct picture *picture)
{
    struct held **order = picture->order;

    qsort(order, picture->count, sizeof(struct held *), picture_compare_groups);
    for (size_t i = 0, end; i < picture->count; i = end) {
        char bytes[128];
        struct trace_text text = trace_text_in(bytes, sizeof(bytes));
        size_t objects = 1;
        for (end = i + 1; end < picture->count && order[end]->group == order[i]->group; end++) {
            objects += !picture_is_same_object(order[end], order[end - 1]);
        }
        if (order[i]->group != UNSHARED) {
            add_object(&text, &order[i]->seen, objects);
            fprintf(picture->file, "  o%zu [label=\"%s\"];\n", order[i]->group, bytes);
        }
    }
}

/* ---- All of it. */

static void draw(struct picture *picture)
{
    fputs("digraph \"who holds what\" {\n"
          "  graph [rankdir=LR, bgcolor=transparent, ranksep=1];\n"
          "  node [fontname=\"sans-serif\", fontsize=11, fontcolor=\"#24292f\", color=\"#57606a\", "
          "style=filled, "
          "fillcolor=\"#ddf4ff\"];\n"
          "  edge [color=\"#8b949e\"];\n",
          picture->file);
    draw_programs(picture);
    draw_made(picture);
    draw_groups(picture);
    fputs("}\n", picture->file);
}

static bool write_picture(const struct graph *graph, struct kernel *kernel, const char *path)
{
    struct picture picture = {.program_of = graph->program, .file = fopen(path, "we")};

    if (picture.file == NULL) {
        return false;
    }
    picture_find(&picture, kernel);
    draw(&picture);
    picture_clean_up(&picture);
    bool written = !picture.lacks_memory && ferror(picture.file) == 0;
    written = fclose(picture.file) == 0 && written;
    if (picture.lacks_memory) {
        errno = ENOMEM;
    }
    return written;
}

bool graph_write(struct graph *graph, struct kernel *kernel, bool at_end, const char *prefix)
{
    char path[1024];

    if (graph->path == NULL || (!at_end && graph->asked == GRAPH_MAX_ASKED)) {
        return true;
    }
    if (at_end) {
        snprintf(path, sizeof(path), "%s", graph->path);
    } else {
        snprintf(path, sizeof(path), "%s.%u", graph->path, ++graph->asked);
    }
    if (write_picture(graph, kernel, path)) {
        return true;
    }
    fprintf(stderr, "%s: %s: %s\n", prefix, path, strerror(errno));
    return false;
}
