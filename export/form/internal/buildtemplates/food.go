package main

const foodUnchecked = "本表按2016年的版式整理；2022年第49号令施行后的式样未见到原件，使用前请由签发部门与现行式样核对。"

// foodResult follows the layout of 2016. The boxes of result and handling are for a
// person to tick: the program does not judge.
func foodResult(d *design) {
	p := d.sheet("结果记录表", false, even(columns, wide)...)
	p.row(26, at(columns, office, "{{机关.签发部门}}"))
	p.row(36, at(columns, title, "食品生产经营监督检查结果记录表"))
	p.row(24, at(columns, numberRight, "编号：{{文书.编号}}"))
	p.pair("名称", "{{对象.名称}}", "地址", "{{对象.地址}}")
	p.pair("联系人", "{{对象.负责人}}", "联系方式", "{{对象.电话}}")
	p.pair("许可证编号", "", "检查次数", "本年度第＿＿次检查")
	p.row(24, at(columns, heading, "检查内容："))
	p.row(60, at(columns, text, "　　检查人员{{检查.人员}}（执法证号{{检查.证号}}）根据《中华人民共和国食品安全法》及其实施条例、《食品生产经营监督检查管理办法》的规定，"+
		"于{{食品.日期}}对你单位进行了监督检查。本次检查按照《{{食品.检查表}}》开展，共检查（{{食品.项数}}）项，其中："))
	p.row(40, at(columns, text, "　　重点项（{{食品.重点项}}）项，序号（{{食品.重点项序号}}），发现问题（{{食品.重点问题}}）项，序号（{{食品.重点问题序号}}）；"))
	p.row(40, at(columns, lastText, "　　一般项（{{食品.一般项}}）项，序号（{{食品.一般项序号}}），发现问题（{{食品.一般问题}}）项，序号（{{食品.一般问题序号}}）。"))
	p.row(28, at(2, label, "检查结果"), at(10, value, "□符合　　　□基本符合　　　□不符合"))
	p.row(40, at(2, label, "结果处理"), at(10, value, "□通过　　　□书面限期整改\n□食品生产经营者立即停止食品生产经营活动"))
	p.row(120, at(2, label, "说明\n（可附页）"), at(10, long, "{{食品.问题}}"))
	p.row(24, at(6, heading, "执法人员（签名）："), at(6, heading, "被检查单位意见："))
	p.row(44, at(3, signLeft, "{{签名.检查人}}"), at(3, signRight, "{{签名.检查人2}}"), at(6, signBoth, ""))
	p.row(24, at(6, sides, ""), at(6, sides, "法定代表人或负责人（签名）："))
	p.row(44, at(6, sides, ""), at(6, sides, "{{签名.被检查单位}}"))
	p.row(24, at(6, bottomRight, "年　　月　　日"), at(6, bottomRight, "年　　月　　日"))
	p.row(30, at(columns, note, foodUnchecked))
	p.end()
	d.photos()
}
