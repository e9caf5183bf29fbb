// Writes the cells that "compare cells" dumped, with exceljs.
// usage: NODE_PATH=… node compare.cjs CELLS OUT.xlsx
const fs = require("fs"), readline = require("readline"), ExcelJS = require("exceljs");

async function main() {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: process.argv[3], useStyles: true, useSharedStrings: false });
  const styles = {}, edge = { style: "thin", color: { argb: "FFB5C4C6" } };
  const styleFor = (number, kind) => styles[number] ??= {
    font: { name: "宋体", size: 10 }, border: { top: edge, left: edge, bottom: edge, right: edge },
    alignment: { vertical: "middle", wrapText: true }, numFmt: kind === "t" ? "@" : "0.0" };
  let sheet, row, column = 0;
  for await (const line of readline.createInterface({ input: fs.createReadStream(process.argv[2]) })) {
    const fields = line.split("\t"), kind = fields[0];
    if (kind === "S") {
      if (row) row.commit();
      if (sheet) sheet.commit();
      sheet = book.addWorksheet(fields[1]);
      row = null;
    } else if (kind === "R") {
      if (row) row.commit();
      row = sheet.addRow([]);
      row.height = Number(fields[1]);
      column = 0;
    } else {
      const cell = row.getCell(++column);
      if (kind === "t") cell.value = fields[2].replaceAll("\x1e", "\n");
      else if (kind === "n") cell.value = Number(fields[2]);
      else if (kind === "f") cell.value = { formula: fields[2].split("\x1f")[0], result: fields[2].split("\x1f")[1] };
      cell.style = styleFor(fields[1], kind);
    }
  }
  if (row) row.commit();
  sheet.commit();
  await book.commit();
}

main().catch((error) => { console.error(error); process.exit(1); });
