package main

// The street's forms. They record, inform, advise and pass on; they order nothing.

const (
	columns = 12
	wide    = 7.0 // width of a column in characters
)

// heading draws the office's name, the title and the number.
func (p *page) heading(name string) {
	p.row(26, at(p.columns, office, "{{机关.名称}}"))
	p.row(36, at(p.columns, title, name))
	p.row(22, at(p.columns, numberRight, "编号：{{文书.编号}}"))
}

// pair draws two captions with their values.
func (p *page) pair(firstLabel, first, secondLabel, second string) {
	p.row(25, at(2, label, firstLabel), at(4, value, first), at(2, label, secondLabel), at(4, value, second))
}

// line draws one caption with a value across the page.
func (p *page) line(height float64, name, text string) {
	p.row(height, at(2, label, name), at(10, value, text))
}

// photos draws the sheet of photos, two beside each other.
func (d *design) photos() {
	p := d.sheet("照片", false, even(columns, wide)...)
	p.row(34, at(columns, annex, "附件　照片"))
	p.row(20, at(columns, right, "编号：{{文书.编号}}{{?附图}}"))
	p.repeat(1)
	p.row(180, at(6, middle, "{{#附图}}{{附图.图}}"), at(6, middle, "{{附图.图+1}}"))
	p.row(32, at(6, small, "{{附图.说明}}"), at(6, small, "{{附图.说明+1}}{{/附图}}"))
	p.end()
}

// signLine draws a caption and room for a signature, twice.
func (p *page) signLine(firstLabel, first, secondLabel, second string) {
	p.row(46, at(3, label, firstLabel), at(3, middle, first), at(3, label, secondLabel), at(3, middle, second))
}

func streetRecord(d *design) {
	p := d.sheet("检查记录", false, even(columns, wide)...)
	p.heading("现场检查记录")
	p.line(26, "检查类型", "{{检查.类型}}")
	p.pair("检查对象", "{{对象.名称}}", "类别", "{{对象.类别}}　{{对象.子类}}")
	p.row(38, at(2, label, "运营单位"), at(4, value, "{{对象.运营单位}}"), at(2, label, "信用代码或\n登记证号"), at(4, value, ""))
	p.pair("地址", "{{对象.地址}}", "所属社区", "{{对象.社区}}")
	p.pair("负责人", "{{对象.负责人}}", "联系电话", "{{对象.电话}}")
	p.pair("陪同人员", "{{检查.陪同人}}", "检查编号", "{{检查.编号}}")
	p.line(26, "检查时间", "{{检查.时间}}")
	p.row(22, at(2, head, "检查人员"), at(4, head, "部门"), at(4, head, "执法证号"), at(2, head, "签名"))
	p.row(32, at(2, middle, "{{人员.姓名}}"), at(4, middle, "{{人员.部门}}"), at(4, middle, "{{人员.证号}}"), at(2, middle, "{{人员.签名}}"))
	p.row(24, at(2, head, "应查"), at(2, head, "符合"), at(2, head, "不符合"), at(2, head, "不适用"), at(2, head, "未查"), at(2, head, "疑似重大"))
	p.row(24, at(2, middle, "{{汇总.应查}}"), at(2, middle, "{{汇总.符合}}"), at(2, middle, "{{汇总.不符合}}"), at(2, middle, "{{汇总.不适用}}"),
		at(2, middle, "{{汇总.未查}}"), at(2, middle, "{{汇总.疑似重大}}"))
	p.row(120, at(2, label, "检查情况"), at(10, long, "{{经过.情况}}"))
	p.row(30, at(2, label, "检查依据"), at(10, value, "{{经过.依据}}"))
	p.row(30, at(2, label, "现场处置"), at(10, value, "{{经过.现场处置}}"))
	p.row(30, at(2, label, "其他情况"), at(10, value, "{{检查.备注}}"))
	p.row(38, at(2, label, "被检查单位\n意见"), at(10, value, "□无异议　　□有异议：＿＿＿＿＿＿＿＿＿＿＿＿　　□拒绝签名，原因：{{签名.拒签}}"))
	p.signLine("被检查单位现场\n负责人（签名）", "{{签名.被检查单位}}", "见证人（签名）", "{{签名.见证人}}")
	p.row(26, at(columns, right, "年　　月　　日"))
	p.end()

	r := d.sheet("逐项结果", true, 9, 34, 8, 32, 9, 25, 15, 15, 6)
	r.row(34, at(9, annex, "附件　逐项检查结果"))
	r.row(20, at(9, right, "编号：{{文书.编号}}"))
	r.row(26, at(1, head, "编号"), at(1, head, "检查内容"), at(1, head, "结果"), at(1, head, "问题描述或说明"), at(1, head, "等级"),
		at(1, head, "检查依据"), at(1, head, "整改期限"), at(1, head, "主责部门"), at(1, head, "照片"))
	r.repeat(3)
	r.row(20, at(1, middle, "{{结果.编号}}"), at(1, value, "{{结果.内容}}"), at(1, middle, "{{结果.结果}}"), at(1, value, "{{结果.说明}}"),
		at(1, middle, "{{结果.等级}}"), at(1, value, "{{结果.依据}}"), at(1, middle, "{{结果.期限}}"), at(1, middle, "{{结果.部门}}"), at(1, middle, "{{结果.照片}}"))
	r.end()
	d.photos()
}

func streetNotice(d *design) {
	p := d.sheet("告知单", false, 5.5, 7.2, 7.2, 7.2, 8.5, 8.5, 6.5, 6.7, 6.7, 6.7, 8, 8)
	p.heading("问题隐患整改告知单")
	p.row(28, at(columns, address, "{{对象.名称}}："))
	p.row(44, at(columns, plain, "　　{{检查.日期}}，{{检查.部门}}检查人员{{检查.人员}}在{{对象.地址}}对你单位进行了现场检查（检查记录：{{文书.检查记录}}），"+
		"发现下列问题隐患{{汇总.问题}}项。现告知如下，建议在期限内完成整改。"))
	p.row(38, at(1, head, "序号"), at(3, head, "问题隐患"), at(2, head, "检查依据"), at(1, head, "等级"), at(3, head, "建议整改措施"), at(2, head, "整改期限\n责任人"))
	p.repeat(p.next - 1)
	p.row(30, at(1, middle, "{{问题.序号}}"), at(3, value, "{{问题.描述}}"), at(2, value, "{{问题.依据}}"), at(1, middle, "{{问题.等级}}"),
		at(3, value, "{{问题.措施}}"), at(2, middle, "{{问题.期限}}\n{{问题.责任人}}"))
	p.row(56, at(2, label, "整改建议"), at(10, value, "请落实整改的责任人、措施、资金、时限和应急预案。整改期间请采取措施确保安全；难以按期完成的，请在期限届满前书面说明理由并申请延期。"+
		"完成后请填写回执，连同整改后的照片反馈我单位，我单位将进行复查。"))
	p.row(44, at(2, label, "提示"), at(10, value, "{{经过.提示}}本告知单不是行政处罚决定，也不是行政命令。"))
	p.signLine("被告知单位签收人\n（签名）", "{{签名.被检查单位}}", "签收日期", "年　　月　　日")
	p.row(24, at(columns, address, ""))
	p.row(26, at(6, right, ""), at(6, right, "{{机关.名称}}（盖章）"))
	p.row(22, at(6, right, ""), at(6, right, "联系电话：{{机关.电话}}"))
	p.row(22, at(6, right, ""), at(6, right, "{{文书.日期}}"))
	p.row(20, at(columns, note, "本单一式两份：一份交被告知单位，一份由{{机关.名称}}存档。"))
	p.end()

	r := d.sheet("回执", false, even(columns, wide)...)
	r.row(44, at(columns, title, "整改情况回执"))
	r.row(24, at(columns, numberRight, "对应告知单：{{文书.编号}}"))
	r.row(28, at(columns, address, "{{机关.名称}}："))
	r.row(28, at(columns, plain, "　　你单位的问题隐患整改告知单收悉，现将整改情况反馈如下："))
	r.row(38, at(1, head, "序号"), at(4, head, "问题隐患"), at(2, head, "整改期限"), at(3, head, "整改情况"), at(2, head, "完成日期\n责任人签字"))
	r.repeat(5)
	r.row(44, at(1, middle, "{{问题.序号}}"), at(4, value, "{{问题.描述}}"), at(2, middle, "{{问题.期限}}"), at(3, value, ""), at(2, middle, ""))
	r.row(30, at(columns, address, ""))
	r.row(30, at(6, right, ""), at(6, right, "单位（盖章）：＿＿＿＿＿＿＿＿＿＿"))
	r.row(30, at(6, right, ""), at(6, right, "负责人（签名）：＿＿＿＿＿＿＿＿＿＿"))
	r.row(26, at(6, right, ""), at(6, right, "年　　月　　日"))
	r.end()
	d.photos()
}

func streetReview(d *design) {
	p := d.sheet("复查单", false, even(columns, wide)...)
	p.heading("整改复查单")
	p.pair("检查对象", "{{对象.名称}}", "负责人", "{{对象.负责人}}")
	p.pair("地址", "{{对象.地址}}", "联系电话", "{{对象.电话}}")
	p.pair("隐患编号", "{{隐患.编号}}", "告知单号", "{{文书.告知单}}")
	p.pair("发现日期", "{{隐患.发现日期}}", "整改期限", "{{隐患.期限}}")
	p.pair("等级", "{{隐患.等级}}", "整改责任人", "{{隐患.责任人}}")
	p.line(36, "原问题", "{{隐患.描述}}")
	p.line(24, "检查依据", "{{隐患.依据}}")
	p.line(24, "整改标准", "{{隐患.标准}}")
	p.line(30, "整改情况", "{{整改.情况}}")
	p.pair("整改报告人", "{{整改.报告人}}", "提交日期", "{{整改.日期}}")
	p.row(22, at(6, head, "整改前"), at(6, head, "整改后"))
	p.row(165, at(6, middle, "{{照片.整改前}}"), at(6, middle, "{{照片.整改后}}"))
	p.row(20, at(6, small, "{{照片.整改前说明}}"), at(6, small, "{{照片.整改后说明}}"))
	p.pair("复查时间", "{{复查.时间}}", "复查次数", "第{{复查.次数}}次")
	p.line(36, "复查意见", "{{复查.意见}}")
	p.line(26, "复查结论", "{{复查.结论}}")
	p.pair("复查人", "{{复查.人员}}", "新的期限", "{{复查.期限}}")
	p.signLine("复查人员\n（签名）", "{{签名.检查人}}", "被复查单位负责人\n（签名）", "{{签名.被检查单位}}")
	p.row(26, at(columns, right, "年　　月　　日"))
	p.end()

	r := d.sheet("整改过程", false, 6, 17, 16, 12, 26, 14)
	r.row(34, at(6, annex, "附件　整改过程"))
	r.row(20, at(6, right, "编号：{{文书.编号}}"))
	r.row(24, at(1, head, "序号"), at(1, head, "时间"), at(1, head, "事项"), at(1, head, "经办人"), at(1, head, "说明"), at(1, head, "期限"))
	r.repeat(3)
	r.row(22, at(1, middle, "{{过程.序号}}"), at(1, middle, "{{过程.时间}}"), at(1, middle, "{{过程.事项}}"), at(1, middle, "{{过程.经办人}}"),
		at(1, value, "{{过程.说明}}"), at(1, middle, "{{过程.期限}}"))
	r.end()
	c := d.sheet("照片对比", false, even(columns, wide)...)
	c.row(34, at(columns, annex, "附件　整改前后照片"))
	c.row(20, at(columns, right, "编号：{{文书.编号}}{{?对比}}"))
	c.row(22, at(6, head, "整改前"), at(6, head, "整改后"))
	c.repeat(1)
	c.row(180, at(6, middle, "{{#对比}}{{对比.整改前}}"), at(6, middle, "{{对比.整改后}}"))
	c.row(22, at(6, small, "{{对比.整改前说明}}"), at(6, small, "{{对比.整改后说明}}{{/对比}}"))
	c.end()
}

func streetTransfer(d *design) {
	p := d.sheet("移送函", false, even(columns, wide)...)
	p.heading("问题线索移送函")
	p.row(28, at(columns, address, "{{移送.部门}}："))
	p.row(44, at(columns, plain, "　　我单位在工作中发现下列问题线索，属于你单位职责范围，现予移送，请依法核查处理，并将办理结果反馈我单位。"))
	p.pair("当事人", "{{对象.名称}}", "类别", "{{对象.类别}}　{{对象.子类}}")
	p.pair("负责人", "{{对象.负责人}}", "联系电话", "{{对象.电话}}")
	p.line(28, "地址", "{{对象.地址}}")
	p.pair("发现时间", "{{隐患.发现时间}}", "发现人", "{{隐患.发现人}}")
	p.pair("隐患编号", "{{隐患.编号}}", "检查记录", "{{文书.检查记录}}")
	p.row(60, at(2, label, "事实"), at(10, value, "{{隐患.描述}}"))
	p.line(28, "等级", "{{隐患.等级}}")
	p.line(34, "涉及的规定", "{{隐患.依据}}")
	p.line(34, "已采取的措施", "{{整改.情况}}")
	p.line(40, "移送理由", "{{移送.事由}}")
	p.line(34, "建议", "建议你单位核查认定，依法处理，并督促消除隐患。")
	p.row(22, at(2, head, "证据编号"), at(10, head, "证据目录"))
	p.row(22, at(2, middle, "{{附图.编号}}"), at(10, value, "{{附图.说明}}"))
	p.pair("联系人", "{{移送.经办人}}", "联系电话", "{{机关.电话}}")
	p.row(24, at(columns, address, ""))
	p.row(26, at(6, right, ""), at(6, right, "{{机关.名称}}（盖章）"))
	p.row(22, at(6, right, ""), at(6, right, "{{文书.日期}}"))
	p.end()

	r := d.sheet("回执", false, even(columns, wide)...)
	r.row(44, at(columns, title, "移送回执"))
	r.row(24, at(columns, numberRight, "对应移送函：{{文书.编号}}"))
	r.row(28, at(columns, address, "{{机关.名称}}："))
	r.row(28, at(columns, plain, "　　你单位移送的问题线索及所附材料已收到。"))
	r.line(34, "当事人", "{{对象.名称}}")
	r.line(40, "事实", "{{隐患.描述}}")
	r.row(34, at(2, label, "签收人"), at(4, value, ""), at(2, label, "签收日期"), at(4, value, "年　　月　　日"))
	r.row(34, at(2, label, "承办人"), at(4, value, ""), at(2, label, "联系电话"), at(4, value, ""))
	r.row(110, at(2, label, "办理结果"), at(10, value, ""))
	r.row(34, at(2, label, "反馈期限"), at(10, value, "收到之日起＿＿个工作日内"))
	r.row(30, at(columns, address, ""))
	r.row(30, at(6, right, ""), at(6, right, "{{移送.部门}}（盖章）"))
	r.row(26, at(6, right, ""), at(6, right, "年　　月　　日"))
	r.end()
	d.photos()
}
