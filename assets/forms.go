package assets

import "embed"

// Forms holds the templates of documents, forms/CODE.xlsx: C1 现场检查记录, C2 问题隐患整改告知单,
// C3 整改复查单, C4 问题线索移送函 of the street; A1 现场检查记录, A3 责令限期整改指令书, A4 整改复查意见书 of the
// emergency department. They are made by export/form/internal/buildtemplates.
//
//go:embed forms/*.xlsx
var Forms embed.FS
