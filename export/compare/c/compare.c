/* Writes the cells that "compare cells" dumped, with libxlsxwriter.
   usage: compare_c CELLS OUT.xlsx constant|shared|read
   "read" reads the cells and writes none, to show what reading costs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { MAX_STYLES = 256 };

/* Every style has what ours have: font, borders, alignment, wrapping, a number format. */
static lxw_format *format_for(lxw_workbook *book, lxw_format **formats, int style, char kind) {
    if (style < 0 || style >= MAX_STYLES) return NULL;
    if (!formats[style]) {
        lxw_format *format = workbook_add_format(book);
        format_set_font_name(format, "宋体");
        format_set_font_size(format, 10);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, 0xB5C4C6);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(format);
        format_set_num_format(format, kind == 't' ? "@" : "0.0");
        formats[style] = format;
    }
    return formats[style];
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    FILE *in = fopen(argv[1], "r");
    if (!in) return 1;
    int write = strcmp(argv[3], "read") != 0;
    lxw_workbook_options options = {.constant_memory = strcmp(argv[3], "constant") == 0};
    lxw_workbook *book = workbook_new_opt(argv[2], &options);
    lxw_worksheet *sheet = NULL;
    lxw_format *formats[MAX_STYLES] = {0};
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    int row = -1, column = 0;
    while ((length = getline(&line, &size, in)) > 0) {
        line[length - 1] = 0;
        if (line[0] == 'S') {
            sheet = workbook_add_worksheet(book, line + 2);
            row = -1;
            continue;
        }
        if (line[0] == 'R') {
            row++;
            column = 0;
            worksheet_set_row(sheet, row, atof(line + 2), NULL);
            continue;
        }
        char *value = strchr(line + 2, '\t');
        *value++ = 0;
        for (char *p = value; *p; p++)
            if (*p == '\x1e') *p = '\n';
        if (!write) continue;
        lxw_format *format = format_for(book, formats, atoi(line + 2), line[0]);
        switch (line[0]) {
        case 't': worksheet_write_string(sheet, row, column, value, format); break;
        case 'n': worksheet_write_number(sheet, row, column, atof(value), format); break;
        case 'b': worksheet_write_blank(sheet, row, column, format); break;
        case 'f': {
            char *result = strchr(value, '\x1f');
            *result++ = 0;
            worksheet_write_formula_num(sheet, row, column, value, format, atof(result));
            break;
        }
        }
        column++;
    }
    fclose(in);
    return workbook_close(book) != LXW_NO_ERROR;
}
