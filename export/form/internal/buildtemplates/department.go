package main

// The emergency department's forms. Their fields follow the layout recorded in
// reference material from software that prints them; whether it is the layout now in
// force was not checked, and the remark at the end of each says so. They may be used
// only under the rule in inspection.DepartmentFormProblem.

const unchecked = "式样按公开的执法软件版面整理，未与现行版本核对；使用前请由法制人员核对。"

func (p *page) departmentHeading(name string) {
	p.row(26, at(p.columns, office, "安全生产行政执法文书"))
	p.row(36, at(p.columns, title, name))
	p.row(24, at(p.columns, numberRight, "{{文书.编号}}"))
}

// officers draws a line for each officer and one for the inspected unit to sign.
func (p *page) officers(unit string) {
	p.row(30, at(4, right, "行政执法人员（签名）："), at(3, plain, "{{人员.签名}}"), at(5, plain, "证号：{{人员.证号}}"))
	p.row(30, at(4, right, unit), at(8, plain, "{{签名.被检查单位}}"))
}

func (p *page) seal(copies string) {
	p.row(24, at(6, right, ""), at(6, right, "{{机关.签发部门}}（印章）"))
	p.row(20, at(6, right, ""), at(6, right, "年　　月　　日"))
	p.row(20, at(columns, note, copies))
	p.row(18, at(columns, note, unchecked))
	p.end()
}

const twoCopies = "本文书一式两份：一份由{{机关.签发部门}}备案，一份交被检查单位。"

func departmentRecord(d *design) {
	p := d.sheet("现场检查记录", false, even(columns, wide)...)
	p.departmentHeading("现场检查记录")
	p.row(26, at(columns, plain, "被检查单位：{{对象.名称}}"))
	p.row(26, at(columns, plain, "地址：{{对象.地址}}"))
	p.row(26, at(6, plain, "法定代表人（负责人）：{{对象.负责人}}"), at(2, plain, "职务："), at(4, plain, "联系电话：{{对象.电话}}"))
	p.row(26, at(columns, plain, "检查场所：{{对象.地址}}"))
	p.row(26, at(columns, plain, "检查时间：{{检查.时间}}"))
	p.row(60, at(columns, plain, "　　我们是{{机关.签发部门}}行政执法人员{{检查.人员}}，证件号码为{{检查.证号}}，这是我们的证件（出示证件）。现依法对你单位进行现场检查，请予以配合。"))
	p.row(26, at(columns, address, "检查情况："))
	p.row(140, at(columns, plain, "{{经过.情况}}"))
	p.officers("被检查单位现场负责人（签名）：")
	p.row(24, at(columns, right, "年　　月　　日"))
	p.row(18, at(columns, note, unchecked))
	p.end()
	d.photos()
}

func departmentOrder(d *design) {
	p := d.sheet("指令书", false, even(columns, wide)...)
	p.departmentHeading("责令限期整改指令书")
	p.row(28, at(columns, address, "{{对象.名称}}："))
	p.row(28, at(columns, plain, "　　经查，你单位存在下列问题："))
	p.row(26, at(columns, plain, "{{问题.序号}}．{{问题.描述}}（{{问题.依据}}）"))
	p.row(44, at(columns, plain, "　　现责令你单位对上述问题按下列期限整改完毕：{{经过.处理}}，达到有关法律法规规章和标准规定的要求；由此造成事故的，依法追究有关人员的责任。"))
	p.row(44, at(columns, plain, "　　整改期间，你单位应当采取措施，确保安全生产。对安全生产违法行为，将依法予以行政处罚。"))
	p.row(52, at(columns, plain, "　　如不服本指令，可以依法在60日内向＿＿＿＿人民政府申请行政复议，或者在6个月内依法向＿＿＿＿人民法院提起行政诉讼，但本指令不停止执行，法律另有规定的除外。"))
	p.officers("被检查单位负责人（签名）：")
	p.seal(twoCopies)
	d.photos()
}

func departmentReview(d *design) {
	p := d.sheet("复查意见书", false, even(columns, wide)...)
	p.departmentHeading("整改复查意见书")
	p.row(28, at(columns, address, "{{对象.名称}}："))
	p.row(60, at(columns, plain, "　　本机关于＿＿＿＿年＿＿月＿＿日作出了责令限期整改的决定（{{文书.责改书}}），经对你单位整改情况进行复查，提出如下意见："))
	p.row(44, at(columns, plain, "　　{{隐患.描述}}"))
	p.row(30, at(columns, plain, "　　整改情况：{{整改.情况}}"))
	p.row(120, at(columns, plain, "　　复查意见：{{复查.意见}}\n　　{{复查.结论}}"))
	p.officers("被复查单位负责人（签名）：")
	p.seal(twoCopies)
	d.photos()
}
