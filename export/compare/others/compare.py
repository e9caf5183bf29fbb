"""Writes the cells that "compare cells" dumped, with Python xlsxwriter.
usage: compare.py CELLS OUT.xlsx"""
import sys

import xlsxwriter

book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True})
formats, sheet, row, column = {}, None, -1, 0


def format_for(style, kind):
    if style not in formats:
        formats[style] = book.add_format({"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#B5C4C6",
                                          "valign": "vcenter", "text_wrap": True, "num_format": "@" if kind == "t" else "0.0"})
    return formats[style]


with open(sys.argv[1], encoding="utf-8", newline="\n") as lines:
    for line in lines:
        fields = line[:-1].split("\t", 2)
        kind = fields[0]
        if kind == "S":
            sheet, row = book.add_worksheet(fields[1]), -1
        elif kind == "R":
            row, column = row + 1, 0
            sheet.set_row(row, float(fields[1]))
        else:
            look = format_for(fields[1], kind)
            if kind == "t":
                sheet.write_string(row, column, fields[2].replace("\x1e", "\n"), look)
            elif kind == "n":
                sheet.write_number(row, column, float(fields[2]), look)
            elif kind == "f":
                formula, value = fields[2].split("\x1f")
                sheet.write_formula(row, column, formula, look, value)
            else:
                sheet.write_blank(row, column, None, look)
            column += 1
book.close()
