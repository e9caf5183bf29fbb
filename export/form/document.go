package form

import (
	"fmt"
	"io"
)

const documentation = `# 文书模板

安巡内置街道文书的模板：现场检查记录、问题隐患整改告知单、整改复查单、问题线索移送函。也可以用自己的模板：

` + "```" + `
anxunctl form record   --inspection NO --out F.xlsx [--template F.xlsx]   现场检查记录
anxunctl form notice   --inspection NO --out F.xlsx [--template F.xlsx]   问题隐患整改告知单
anxunctl form review   --hazard NO --out F.xlsx [--template F.xlsx]       整改复查单
anxunctl form transfer --hazard NO --out F.xlsx [--template F.xlsx]       问题线索移送函
` + "```" + `

## 怎样做模板

模板是普通的 .xlsx。在单元格里写占位符，例如 {{隐患.描述}}，填写时换成内容；其余部分逐字节不变。

* 占位符可以单独占一格，也可以夹在文字中间，还可以写在页眉页脚里（不含列表）。
* 一行中有列表的占位符，例如 {{问题.序号}}，这一行就按条数重复；下面的行、合并单元格、分页符、图片、公式、打印区域随之下移。
* 几行一起重复：首行写 {{#问题}}，末行写 {{/问题}}。
* 一行放两条：第二条写 {{附图.图+1}}。
* {{?附图}} 写在第二张及以后的工作表里：列表没有内容时隐藏这张表。
* 图片按单元格（或合并单元格）大小等比放置。
* 设了“自动换行”的单元格，行高随文字增加；一行放不下的文字续在下一行。
* 不认识的占位符会指明工作表和单元格，不生成文件。文字不会变成公式。

## 编号

文号为 机关代字＋文种＋本机两位代码＋〔年〕＋顺序号，例如 桐街检告K7〔2026〕3号。同一文种、同一年、同一台电脑连续编号，不跳号、不重号；
同一份文书再次打印沿用原号并记录次数。两台离线的电脑各有代码，所以不会重号。示例数据另行编号。

## 部门文书

现场检查记录、责令限期整改指令书、整改复查意见书（应急管理）只有在设定了签发部门、检查人不少于 2 名且都有执法证号时才提供；
复查意见书还须先有指令书。这三种的栏目来自公开的执法软件版面，没有与现行版本核对，使用前请由法制人员核对。
食品生产经营监督检查结果记录表（市场监管）另须这次检查用了食品安全检查表；版式依据 2016 年的记录表，2022 年第 49 号令之后的式样没有见到原件，
使用前请由签发部门核对。项数和序号来自检查结果；检查结果和结果处理的方框由人勾选，程序不代为判定。也可以用 --template 指定部门发布的模板。

## 占位符
`

// WriteDocumentation writes docs/forms.md: how to make a template, and every
// placeholder there is.
func WriteDocumentation(w io.Writer) {
	fmt.Fprint(w, documentation)
	for _, entity := range Catalogue() {
		note := ""
		if entity.List {
			note = "，列表"
		}
		switch entity.On {
		case AboutInspection:
			note += "，用于检查记录、告知单"
		case AboutHazard:
			note += "，用于复查单、移送函"
		}
		fmt.Fprintf(w, "\n### %s（%s%s）\n\n| 占位符 | 内容 |\n|---|---|\n", entity.Name, entity.Meaning, note)
		for _, field := range entity.Fields {
			fmt.Fprintf(w, "| {{%s.%s}} | %s |\n", entity.Name, field.Name, field.Meaning)
		}
	}
}
