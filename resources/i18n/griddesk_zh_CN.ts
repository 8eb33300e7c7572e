<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AlarmBank</name>
    <message>
        <source>ALARM</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>For alarms</source>
        <translation>告警格</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
    <message>
        <source>NE</source>
        <translation>东北</translation>
    </message>
    <message>
        <source>E</source>
        <translation>东</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>东南</translation>
    </message>
    <message>
        <source>S</source>
        <translation>南</translation>
    </message>
    <message>
        <source>SW</source>
        <translation>西南</translation>
    </message>
    <message>
        <source>W</source>
        <translation>西</translation>
    </message>
    <message>
        <source>NW</source>
        <translation>西北</translation>
    </message>
    <message>
        <source>{m} m {direction}</source>
        <translation>{direction} {m} 米</translation>
    </message>
    <message>
        <source>The ticket has no place</source>
        <translation>工单没有位置</translation>
    </message>
    <message>
        <source>No camera within {n} m</source>
        <translation>{n} 米内没有摄像机</translation>
    </message>
    <message>
        <source>tile {n}</source>
        <translation>第 {n} 格</translation>
    </message>
    <message>
        <source>was shown, not acknowledged</source>
        <translation>已展示，未确认</translation>
    </message>
    <message>
        <source>ended, not acknowledged</source>
        <translation>工单已结束，未确认</translation>
    </message>
    <message>
        <source>waits for a tile</source>
        <translation>等待告警格</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不保留</translation>
    </message>
    <message>
        <source>The last tile</source>
        <translation>最后一格</translation>
    </message>
    <message>
        <source>The lowest row</source>
        <translation>最下一行</translation>
    </message>
    <message>
        <source>The right column</source>
        <translation>最右一列</translation>
    </message>
</context>
<context>
    <name>AlarmButton</name>
    <message>
        <source>Tiles for alarms</source>
        <translation>告警格</translation>
    </message>
    <message>
        <source>Tiles kept for alarms</source>
        <translation>为告警保留的格子</translation>
    </message>
    <message>
        <source>Cameras within</source>
        <translation>调取摄像机的范围</translation>
    </message>
    <message>
        <source>{n} m</source>
        <translation>{n} 米</translation>
    </message>
    <message>
        <source>Not acknowledged, it goes back after</source>
        <translation>未确认时，多久后恢复原画面</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>What devices report is an alarm too</source>
        <translation>物联设备上报也算告警</translation>
    </message>
    <message>
        <source>Sound once at an alarm</source>
        <translation>告警时响一声</translation>
    </message>
</context>
<context>
    <name>AlarmList</name>
    <message>
        <source>Alarms on this wall</source>
        <translation>本墙告警</translation>
    </message>
    <message>
        <source>+{n} waiting</source>
        <translation>+{n} 等待</translation>
    </message>
    <message>
        <source>All (Shift+A)</source>
        <translation>全部确认（Shift+A）</translation>
    </message>
    <message>
        <source>Acknowledge all alarms</source>
        <translation>确认全部告警</translation>
    </message>
    <message>
        <source>Alarms: {n}</source>
        <translation>告警：{n}</translation>
    </message>
    <message>
        <source>{n} shown before</source>
        <translation>{n} 条已展示</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 条</translation>
    </message>
    <message>
        <source>Alarm: {title}, {place}</source>
        <translation>告警：{title}，{place}</translation>
    </message>
</context>
<context>
    <name>AlarmRow</name>
    <message>
        <source>Acknowledge (A)</source>
        <translation>确认（A）</translation>
    </message>
    <message>
        <source>Open {title}</source>
        <translation>查看{title}</translation>
    </message>
    <message>
        <source>Acknowledge {title}, {stands}</source>
        <translation>确认{title}，{stands}</translation>
    </message>
</context>
<context>
    <name>AlikeList</name>
    <message>
        <source>Likely the same matter</source>
        <translation>疑似同一事项</translation>
    </message>
    <message>
        <source>Likely the same matter: {apart}</source>
        <translation>疑似同一事项：{apart}</translation>
    </message>
    <message>
        <source>{far} away, {time} apart</source>
        <translation>相距 {far}，相隔 {time}</translation>
    </message>
    <message>
        <source>Merge into {number}</source>
        <translation>并入 {number}</translation>
    </message>
</context>
<context>
    <name>AreaSheet</name>
    <message>
        <source>Write what lies in the area to a GeoJSON file …</source>
        <translation>将区域内的内容导出为 GeoJSON 文件…</translation>
    </message>
    <message>
        <source>In the area</source>
        <translation>区域内</translation>
    </message>
    <message>
        <source>Nothing lies in it.</source>
        <translation>区域内没有内容。</translation>
    </message>
    <message>
        <source>In the area: {things}</source>
        <translation>区域内：{things}</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n 件工单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n crews</source>
        <translation>
            <numerusform>%n 支力量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cameras</source>
        <translation>
            <numerusform>%n 路摄像机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n grids</source>
        <translation>
            <numerusform>%n 个网格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key sites</source>
        <translation>
            <numerusform>%n 处重点场所</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sensors</source>
        <translation>
            <numerusform>%n 个传感器</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} more, not listed; the actions take all</source>
        <translation>另有 {n} 项未列出，操作时全部包括</translation>
    </message>
    <message>
        <source>Select {n}</source>
        <translation>选中 {n} 件</translation>
    </message>
    <message>
        <source>Select them in the queue</source>
        <translation>在队列中选中这些工单</translation>
    </message>
    <message>
        <source>Dispatch {n} …</source>
        <translation>派遣 {n} 件…</translation>
    </message>
    <message>
        <source>Send them to a crew or a grid of the area</source>
        <translation>派给区域内的处置力量或网格</translation>
    </message>
    <message>
        <source>Hang {n}</source>
        <translation>上墙 {n} 路</translation>
    </message>
    <message>
        <source>Hang them on the wall, free tiles first</source>
        <translation>上电视墙，先用空闲分屏</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>轮巡</translation>
    </message>
    <message>
        <source>Tour all cameras of the area on the wall</source>
        <translation>在电视墙上轮巡区域内全部摄像机</translation>
    </message>
    <message>
        <source>Campaign on {n} …</source>
        <translation>对 {n} 个网格开展专项行动…</translation>
    </message>
    <message>
        <source>Begin a campaign on these grids</source>
        <translation>对这些网格新建专项行动</translation>
    </message>
</context>
<context>
    <name>AskBar</name>
    <message>
        <source>Not now</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Broken down by</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Crew</source>
        <translation>处置人员</translation>
    </message>
    <message>
        <source>By</source>
        <translation>按</translation>
    </message>
</context>
<context>
    <name>Awaiting</name>
    <message>
        <source>GridDesk wall</source>
        <translation>网格指挥台电视墙</translation>
    </message>
    <message>
        <source>The wall waits for its server</source>
        <translation>电视墙正在等待服务器</translation>
    </message>
    <message>
        <source>It comes by itself as soon as the server answers. Ctrl+Shift+Q ends it.</source>
        <translation>服务器恢复应答后自动上墙。按 Ctrl+Shift+Q 退出。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close notice</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>BaseMaps</name>
    <message>
        <source>The base map {name} is not there: {place}. Look for the file, or name another one.</source>
        <translation>底图“{name}”不存在：{place}。请找到该文件，或另行指定。</translation>
    </message>
    <message>
        <source>The base map {name} cannot be read: its file is damaged ({about}). Copy it anew.</source>
        <translation>底图“{name}”无法读取：文件已损坏（{about}）。请重新拷贝。</translation>
    </message>
    <message>
        <source>The base map {name} holds no tiles that can be drawn ({about}).</source>
        <translation>底图“{name}”中没有可绘制的瓦片（{about}）。</translation>
    </message>
    <message>
        <source>The server of the base map {name} does not answer ({about}). What is kept here is shown.</source>
        <translation>底图“{name}”的服务器没有应答（{about}）。现显示本机已保存的部分。</translation>
    </message>
    <message>
        <source>The server of the base map {name} has no such layer. It offers: {about}.</source>
        <translation>底图“{name}”的服务器没有该图层，可用的有：{about}。</translation>
    </message>
</context>
<context>
    <name>BehindModel</name>
    <message>
        <source>Number</source>
        <translation>工单号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>按期</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计入分子</translation>
    </message>
    <message>
        <source>✓ in time</source>
        <translation>✓ 按期</translation>
    </message>
    <message>
        <source>✗ late</source>
        <translation>✗ 超期</translation>
    </message>
    <message>
        <source>✓ yes</source>
        <translation>✓ 是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>CallerLine</name>
    <message>
        <source>masked again in {seconds} s</source>
        <translation>{seconds} 秒后重新隐藏</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show …</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>Mask the caller again</source>
        <translation>重新隐藏来电人</translation>
    </message>
    <message>
        <source>Show the caller&apos;s name and number …</source>
        <translation>查看来电人姓名和电话…</translation>
    </message>
    <message>
        <source>Asks why; who looked, when and why stands in the journal</source>
        <translation>需填写原因；谁在何时因何查看，均记入日志</translation>
    </message>
</context>
<context>
    <name>CameraBranches</name>
    <message>
        <source>{name}, {tier}, {n} cameras</source>
        <translation>{name}，{tier}，{n} 路摄像机</translation>
    </message>
</context>
<context>
    <name>CampaignForm</name>
    <message>
        <source>One line of the checklist in each row</source>
        <translation>清单每项一行</translation>
    </message>
    <message>
        <source>Add its grids</source>
        <translation>加入其网格</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Begin the campaign</source>
        <translation>发起专项行动</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Grids of</source>
        <translation>辖区网格</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已选</translation>
    </message>
    <message>
        <source>No grid yet. Click grids on the map, draw a box (keys: Space, Shift+arrows, Insert), or add a region&apos;s.</source>
        <translation>尚未选择网格。可在地图上点选或框选（键盘：Space、Shift+方向键、Insert），也可整片加入某个区域的网格。</translation>
    </message>
    <message>
        <source>{n} grids: {names} and {more} more</source>
        <translation>{n} 个网格：{names} 等，另有 {more} 个</translation>
    </message>
    <message>
        <source>{n} grids: {names}</source>
        <translation>{n} 个网格：{names}</translation>
    </message>
</context>
<context>
    <name>CampaignList</name>
    <message>
        <source>Campaigns</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Grids visited</source>
        <translation>已入户网格</translation>
    </message>
    <message>
        <source>Sites done</source>
        <translation>完成点位</translation>
    </message>
    <message>
        <source>{done} of {sites} sites done</source>
        <translation>{sites} 个点位完成 {done} 个</translation>
    </message>
    <message>
        <source>ended {day}</source>
        <translation>已结束 {day}</translation>
    </message>
    <message>
        <source>overdue {day}</source>
        <translation>已超期 {day}</translation>
    </message>
</context>
<context>
    <name>CampaignPanel</name>
    <message>
        <source>New campaign</source>
        <translation>发起专项行动</translation>
    </message>
    <message>
        <source>No campaign runs here.
Press Ins to push a checklist to many grids at once.</source>
        <translation>这里没有进行中的专项行动。
按 Ins 把一份检查清单下发到多个网格。</translation>
    </message>
    <message>
        <source>The database is out of reach. What you typed stays here: try again.</source>
        <translation>数据库暂时无法连接。已填内容保留在此，请稍后重试。</translation>
    </message>
    <message>
        <source>Queued, not done: it is sent when the database answers.</source>
        <translation>已排队，尚未执行：数据库恢复应答后发送。</translation>
    </message>
</context>
<context>
    <name>CampaignView</name>
    <message>
        <source>Back to all campaigns (Esc)</source>
        <translation>返回全部专项行动（Esc）</translation>
    </message>
    <message>
        <source>End the campaign</source>
        <translation>结束行动</translation>
    </message>
    <message>
        <source>Grids of the campaign</source>
        <translation>行动网格</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Sites done</source>
        <translation>完成点位</translation>
    </message>
    <message>
        <source>New household or site, Enter adds it: a place, never a name</source>
        <translation>新增户或点位，回车加入：写地点，不写姓名</translation>
    </message>
    <message>
        <source>New household or site</source>
        <translation>新增户或点位</translation>
    </message>
    <message>
        <source>{name} · ended</source>
        <translation>{name} · 已结束</translation>
    </message>
    <message>
        <source>{name} · due {due}</source>
        <translation>{name} · 截止 {due}</translation>
    </message>
    <message>
        <source>{done} of {sites} sites done</source>
        <translation>{sites} 个点位完成 {done} 个</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
</context>
<context>
    <name>CardBar</name>
    <message>
        <source>Reply …</source>
        <translation>回复…</translation>
    </message>
    <message>
        <source>{who} answers · {why} · since {time}</source>
        <translation>责任人 {who} · {why} · {time} 起</translation>
    </message>
    <message>
        <source>Issued by {name}</source>
        <translation>{name} 发出</translation>
    </message>
    <message>
        <source>Issued by the ladder</source>
        <translation>按督办规则自动发出</translation>
    </message>
    <message>
        <source>on the list of {centre}</source>
        <translation>已列入{centre}督办清单</translation>
    </message>
    <message>
        <source>copied to {centre}</source>
        <translation>抄送{centre}</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>Find a camera</source>
        <translation>查找摄像机</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Cameras by region</source>
        <translation>按区划排列的摄像机</translation>
    </message>
    <message>
        <source>Arrows open and close, Enter hangs on the wall, T tours</source>
        <translation>方向键展开和收起，回车上墙，T 轮巡</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>轮巡</translation>
    </message>
    <message>
        <source>No camera matches.
Press Esc to clear the words.</source>
        <translation>没有匹配的摄像机。
按 Esc 清除检索词。</translation>
    </message>
    <message>
        <source>Number, name, place or tag</source>
        <translation>编号、名称、地点或标签</translation>
    </message>
    <message>
        <source>Number, name, place or tag, or the first letters of any of them</source>
        <translation>编号、名称、地点或标签，也可输入其拼音首字母</translation>
    </message>
    <message>
        <source>There are no cameras yet.
Press F5 to load again.</source>
        <translation>还没有摄像机。
按 F5 重新载入。</translation>
    </message>
    <message>
        <source>Tour the selected cameras or region, or all that are listed</source>
        <translation>轮巡所选摄像机或区划；未选则轮巡列出的全部</translation>
    </message>
    <message>
        <source>Hang on the wall</source>
        <translation>上墙</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上定位</translation>
    </message>
    <message numerus="yes">
        <source>%n cameras</source>
        <translation>
            <numerusform>%n 路摄像机</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CategoryBox</name>
    <message>
        <source>Code, name or initials</source>
        <translation>编码、名称或拼音首字母</translation>
    </message>
</context>
<context>
    <name>ChangeDialog</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why: it stands in the journal</source>
        <translation>原因（写入日志）</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The database is out of reach: nothing was changed. Try again later.</source>
        <translation>数据库无法连接：没有做任何更改，请稍后再试。</translation>
    </message>
</context>
<context>
    <name>ClipMarks</name>
    <message>
        <source>● Clip {camera}: {s} s</source>
        <translation>● 录像片段 {camera}：{s} 秒</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Columns of the queue</source>
        <translation>队列列</translation>
    </message>
    <message>
        <source>Click to sort, a third click sorts by urgency again. Right click chooses columns.</source>
        <translation>单击排序，第三次单击恢复按紧急程度排序；右键选择显示的列。</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Keys and commands</source>
        <translation>快捷键与命令</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>Next not accepted</source>
        <translation>下一个未受理</translation>
    </message>
    <message>
        <source>Previous not accepted</source>
        <translation>上一个未受理</translation>
    </message>
    <message>
        <source>Accept or sign</source>
        <translation>受理或签收</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>上一个面板</translation>
    </message>
    <message>
        <source>Three nearest cameras</source>
        <translation>最近三路摄像机</translation>
    </message>
    <message>
        <source>Next in tour</source>
        <translation>轮巡下一个</translation>
    </message>
    <message>
        <source>Pause or resume tour</source>
        <translation>暂停或继续轮巡</translation>
    </message>
    <message>
        <source>Tile to full screen</source>
        <translation>分屏全屏</translation>
    </message>
    <message>
        <source>Dispatch to first candidate</source>
        <translation>派给首位候选</translation>
    </message>
    <message>
        <source>Send all of the run card</source>
        <translation>按预案派遣全部力量</translation>
    </message>
    <message>
        <source>Cameras of the run card</source>
        <translation>预案视频上墙</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>上报上级</translation>
    </message>
    <message>
        <source>All that can be done with it</source>
        <translation>本单全部操作</translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation>查找地点</translation>
    </message>
    <message>
        <source>Nearest cameras on the map</source>
        <translation>在地图上显示最近摄像机</translation>
    </message>
    <message>
        <source>Nearest crews on the map</source>
        <translation>在地图上显示最近力量</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上定位</translation>
    </message>
    <message>
        <source>Layers of the map</source>
        <translation>地图图层</translation>
    </message>
    <message>
        <source>Grid workshop …</source>
        <translation>网格工坊…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Orders that wait …</source>
        <translation>待发指令 …</translation>
    </message>
    <message>
        <source>Filter the queue</source>
        <translation>筛选队列</translation>
    </message>
    <message>
        <source>Find any ticket …</source>
        <translation>查找任意工单…</translation>
    </message>
    <message>
        <source>Queue: unsigned</source>
        <translation>队列：未签收</translation>
    </message>
    <message>
        <source>Queue: nearly due</source>
        <translation>队列：将到期</translation>
    </message>
    <message>
        <source>Queue: overdue</source>
        <translation>队列：超期</translation>
    </message>
    <message>
        <source>Queue: supervised</source>
        <translation>队列：督办</translation>
    </message>
    <message>
        <source>Queue: to approve</source>
        <translation>队列：待审批</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>Daily log …</source>
        <translation>值班日报 …</translation>
    </message>
    <message>
        <source>Indicators …</source>
        <translation>考核指标…</translation>
    </message>
    <message>
        <source>Shift lead …</source>
        <translation>带班台…</translation>
    </message>
    <message>
        <source>Look at the past …</source>
        <translation>回看历史 …</translation>
    </message>
    <message>
        <source>Begin or end the shift</source>
        <translation>上岗或下岗</translation>
    </message>
    <message>
        <source>Change the operator …</source>
        <translation>更换操作员 …</translation>
    </message>
    <message>
        <source>Day or night</source>
        <translation>日间或夜间</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动态</translation>
    </message>
    <message>
        <source>Bring all panels home</source>
        <translation>面板全部归位</translation>
    </message>
    <message>
        <source>Wall on other screen</source>
        <translation>电视墙移到另一屏</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>Ticket, C and camera, or words to find</source>
        <translation>工单号、C 加摄像机编号，或要查找的词</translation>
    </message>
    <message>
        <source>Find {place} on the map</source>
        <translation>在地图上查找 {place}</translation>
    </message>
    <message>
        <source>Hang C{number} {name}</source>
        <translation>上墙 C{number} {name}</translation>
    </message>
    <message>
        <source>Open {number} {title}, {state}</source>
        <translation>打开 {number} {title}（{state}）</translation>
    </message>
    <message>
        <source>Look {number} up among the ended tickets</source>
        <translation>在已办结工单中查找 {number}</translation>
    </message>
    <message>
        <source>Find all tickets with “{words}”</source>
        <translation>在全部工单中查找“{words}”</translation>
    </message>
    <message>
        <source>That is neither a number nor two characters of a word.</source>
        <translation>这既不是编号，也不足两个字。</translation>
    </message>
    <message>
        <source>There is no ticket {number} here.</source>
        <translation>这里没有工单 {number}。</translation>
    </message>
    <message>
        <source>The database is out of reach: only open tickets can be found now.</source>
        <translation>数据库无法连接：目前只能查找未办结工单。</translation>
    </message>
</context>
<context>
    <name>CrewColumns</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>At home in</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>位置更新</translation>
    </message>
</context>
<context>
    <name>CrewPanel</name>
    <message>
        <source>Name, region, or pinyin initials</source>
        <translation>名称、区划或拼音首字母</translation>
    </message>
    <message>
        <source>Search crews and departments</source>
        <translation>查找处置力量和职能部门</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Crews {n}</source>
        <translation>处置力量 {n}</translation>
    </message>
    <message>
        <source>Departments {n}</source>
        <translation>职能部门 {n}</translation>
    </message>
    <message>
        <source>Nobody matches.
Press Esc to clear the words.</source>
        <translation>没有匹配的力量。
按 Esc 清除检索词。</translation>
    </message>
    <message>
        <source>Nobody is on duty here.
Press F5 to load again.</source>
        <translation>这里无人在岗。
按 F5 重新载入。</translation>
    </message>
    <message>
        <source>Drop tickets on a row, or choose a ticket and a row and press Enter.</source>
        <translation>把工单拖到某一行，或选好工单和行后按回车。</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转派</translation>
    </message>
</context>
<context>
    <name>CrewView</name>
    <message>
        <source>Crews and departments</source>
        <translation>处置力量与职能部门</translation>
    </message>
    <message>
        <source>Enter dispatches the ticket in focus to the row; drop tickets on a row.</source>
        <translation>回车把当前工单派给该行；也可把工单拖到某一行。</translation>
    </message>
</context>
<context>
    <name>CrewsDialog</name>
    <message>
        <source>Head and crews of {grid}</source>
        <translation>{grid}的网格长与力量</translation>
    </message>
    <message>
        <source>Becomes head of the grid</source>
        <translation>任命为网格长</translation>
    </message>
    <message>
        <source>Is at home there</source>
        <translation>调到该网格</translation>
    </message>
    <message>
        <source>Name, home, or pinyin initials</source>
        <translation>姓名、所属或拼音首字母</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>At home in</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>Duty</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Crews</source>
        <translation>网格力量</translation>
    </message>
    <message>
        <source>Nobody matches.</source>
        <translation>没有匹配的人员。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Crew</source>
        <translation>人员</translation>
    </message>
</context>
<context>
    <name>Cutting</name>
    <message>
        <source>The line does not part the grid: let it begin and end on its border, or outside of it.</source>
        <translation>这条线没有把网格分开：请让它起止于边界上或边界之外。</translation>
    </message>
</context>
<context>
    <name>DraftingBar</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y)</source>
        <translation>重做（Ctrl+Y）</translation>
    </message>
    <message>
        <source>New corner (Ins)</source>
        <translation>新增拐点（Ins）</translation>
    </message>
    <message>
        <source>Remove the corner (Del)</source>
        <translation>删除拐点（Del）</translation>
    </message>
    <message>
        <source>Snap to the neighbour (Space)</source>
        <translation>吸附到相邻网格（空格）</translation>
    </message>
    <message>
        <source>Keep …</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Split …</source>
        <translation>拆分…</translation>
    </message>
    <message>
        <source>{area} ha ({delta}) · {corners} corners</source>
        <translation>{area} 公顷（{delta}）· {corners} 个拐点</translation>
    </message>
    <message>
        <source>not split yet</source>
        <translation>尚未分开</translation>
    </message>
    <message>
        <source>{parts} ha</source>
        <translation>{parts} 公顷</translation>
    </message>
    <message>
        <source>The border of {grid} crosses itself.</source>
        <translation>{grid}的边界自相交叉。</translation>
    </message>
    <message>
        <source>{grid} and {other} overlap by {area} m².</source>
        <translation>{grid}与{other}重叠 {area} 平方米。</translation>
    </message>
    <message>
        <source>{area} m² would belong to no grid.</source>
        <translation>将有 {area} 平方米不属于任何网格。</translation>
    </message>
    <message>
        <source>Drag a corner, or Tab to it and move it by arrows (Shift ×10, Ctrl ×0.1). A border moves for both neighbours. Enter keeps, Esc leaves.</source>
        <translation>拖动拐点，或按 Tab 选中后用方向键移动（Shift ×10，Ctrl ×0.1）。共用边界两侧一起移动。回车保存，Esc 退出。</translation>
    </message>
    <message>
        <source>Click from border to border, or Tab to a corner and set it by Ins; arrows move the cross. Backspace takes a point back, Enter splits, Esc leaves.</source>
        <translation>从边界点到边界，或按 Tab 到拐点、按 Ins 落点；方向键移动十字。退格撤回一点，回车拆分，Esc 退出。</translation>
    </message>
</context>
<context>
    <name>DrawingList</name>
    <message>
        <source>Drawings</source>
        <translation>标绘</translation>
    </message>
    <message>
        <source>Show it (Enter)</source>
        <translation>定位到它（Enter）</translation>
    </message>
    <message>
        <source>Its words (Shift+Enter)</source>
        <translation>改文字（Shift+Enter）</translation>
    </message>
    <message>
        <source>Move it (Insert)</source>
        <translation>移动（Insert）</translation>
    </message>
    <message>
        <source>Delete it (Del)</source>
        <translation>删除（Del）</translation>
    </message>
    <message>
        <source>Take back (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Nothing is drawn yet. The pen is among the map&apos;s tools (T).</source>
        <translation>还没有标绘。画笔在地图工具里（T）。</translation>
    </message>
</context>
<context>
    <name>DrawingWords</name>
    <message>
        <source>Measure a distance</source>
        <translation>测距</translation>
    </message>
    <message>
        <source>Measure an area</source>
        <translation>测面积</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线条</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>圆</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>注记</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Area measured</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青</translation>
    </message>
</context>
<context>
    <name>DropGuide</name>
    <message>
        <source>No grid here</source>
        <translation>此处没有网格</translation>
    </message>
</context>
<context>
    <name>Entries</name>
    <message>
        <source>No grid here</source>
        <translation>此处没有网格</translation>
    </message>
    <message>
        <source>Dispatch …</source>
        <translation>派遣…</translation>
    </message>
    <message>
        <source>Nearest crews</source>
        <translation>最近的力量</translation>
    </message>
    <message>
        <source>Nearest cameras</source>
        <translation>最近的摄像机</translation>
    </message>
    <message>
        <source>Open the card</source>
        <translation>打开工单</translation>
    </message>
    <message>
        <source>It has nothing in hand.</source>
        <translation>该力量没有在办工单。</translation>
    </message>
    <message>
        <source>Show in the crews</source>
        <translation>在力量列表中查看</translation>
    </message>
    <message>
        <source>What it has in hand</source>
        <translation>在办工单</translation>
    </message>
    <message>
        <source>No address is known at which this camera takes orders to move.</source>
        <translation>没有可控制该摄像机云台的地址。</translation>
    </message>
    <message>
        <source>Hang on the wall</source>
        <translation>上电视墙</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即查看画面</translation>
    </message>
    <message>
        <source>Move the camera</source>
        <translation>云台控制</translation>
    </message>
    <message>
        <source>What is around it</source>
        <translation>周边内容</translation>
    </message>
    <message>
        <source>What is known of it</source>
        <translation>查看详情</translation>
    </message>
    <message>
        <source>New ticket here</source>
        <translation>在此新建工单</translation>
    </message>
    <message>
        <source>What lies in it</source>
        <translation>网格内的内容</translation>
    </message>
    <message>
        <source>Campaign on it …</source>
        <translation>开展专项行动…</translation>
    </message>
    <message>
        <source>No ticket is looked at.</source>
        <translation>当前没有查看的工单。</translation>
    </message>
    <message>
        <source>Dispatch here</source>
        <translation>派到此处</translation>
    </message>
    <message>
        <source>Send {number} here</source>
        <translation>把 {number} 派到此处</translation>
    </message>
    <message>
        <source>What holds this point</source>
        <translation>此处归属</translation>
    </message>
    <message>
        <source>Zoom in here</source>
        <translation>在此放大</translation>
    </message>
    <message>
        <source>All {n} here</source>
        <translation>此处全部 {n} 项</translation>
    </message>
</context>
<context>
    <name>EvidenceBar</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>核验文件</translation>
    </message>
    <message>
        <source>Open {file}</source>
        <translation>打开 {file}</translation>
    </message>
    <message>
        <source>Check {file}</source>
        <translation>核验 {file}</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>It is the file that was kept.</source>
        <translation>与入账时一致，未被改动。</translation>
    </message>
    <message>
        <source>The file was changed since it was kept.</source>
        <translation>文件在入账后被改动。</translation>
    </message>
    <message>
        <source>The file is not in the folder of evidence.</source>
        <translation>证据文件夹中没有这个文件。</translation>
    </message>
    <message>
        <source>The file cannot be read now.</source>
        <translation>文件现在无法读取。</translation>
    </message>
</context>
<context>
    <name>EvidenceTaking</name>
    <message>
        <source>The console closes as soon as what is being kept is on the disk; clips end now.</source>
        <translation>正在保存的图片和录像写入磁盘后，指挥台随即关闭；录像到此为止。</translation>
    </message>
    <message>
        <source>There is no camera in this tile.</source>
        <translation>此窗格没有摄像机。</translation>
    </message>
    <message>
        <source>The tile shows a recording: go back to live first.</source>
        <translation>此窗格正在回放录像：请先回到实时。</translation>
    </message>
    <message>
        <source>Choose the ticket first that it is for.</source>
        <translation>请先选择要附到的工单。</translation>
    </message>
    <message>
        <source>A clip of this tile is being kept already.</source>
        <translation>此窗格正在留存录像片段。</translation>
    </message>
    <message>
        <source>No pictures come of this camera now.</source>
        <translation>此摄像机现在没有画面。</translation>
    </message>
    <message>
        <source>The camera was lost: the clip ends early, and is kept as far as it came.</source>
        <translation>摄像机中断：录像片段提前结束，已留存到中断为止。</translation>
    </message>
    <message>
        <source>Taken by {name}</source>
        <translation>截取人 {name}</translation>
    </message>
    <message>
        <source>Desk {desk}</source>
        <translation>席位 {desk}</translation>
    </message>
    <message>
        <source>Nothing was kept: no whole picture of {camera} came.</source>
        <translation>未留存：{camera} 没有完整画面。</translation>
    </message>
    <message>
        <source>Nothing was kept: {camera} was lost meanwhile.</source>
        <translation>未留存：{camera} 中途中断。</translation>
    </message>
    <message>
        <source>Nothing was kept of {camera}: the file could not be written.</source>
        <translation>未留存 {camera}：文件无法写入。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Daily log</source>
        <translation>值班日报</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Shift&apos;s daily log</source>
        <translation>班次日报</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{centre}_daily-log_{day}</source>
        <translation>{centre}_日报_{day}</translation>
    </message>
    <message>
        <source>Name a file to write to.</source>
        <translation>请指定要写入的文件。</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>正在写入 …</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message numerus="yes">
        <source>Written: %n lines</source>
        <translation>
            <numerusform>已写入：%n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportFile</name>
    <message>
        <source>The database is out of reach. Nothing was written: try again when the link is back.</source>
        <translation>数据库连接不上，未写入任何内容：连接恢复后请重试。</translation>
    </message>
    <message>
        <source>Something went wrong inside the console. Nothing was written.</source>
        <translation>程序内部出错，未写入任何内容。</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>承办</translation>
    </message>
    <message>
        <source>Co-handlers</source>
        <translation>协办</translation>
    </message>
    <message>
        <source>Looked at again</source>
        <translation>复查时间</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>来电人</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Mediation</source>
        <translation>调解</translation>
    </message>
    <message>
        <source>Reply to source</source>
        <translation>对外答复</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Same matter</source>
        <translation>同一事项</translation>
    </message>
    <message>
        <source>queued since {time}</source>
        <translation>待送出，{time} 起</translation>
    </message>
    <message>
        <source>taken {time}</source>
        <translation>已送出 {time}</translation>
    </message>
    <message>
        <source>no grid</source>
        <translation>无网格</translation>
    </message>
    <message>
        <source>{name}: done. {result}</source>
        <translation>{name}：已办结。{result}</translation>
    </message>
    <message>
        <source>{name}: not done, the lead waits</source>
        <translation>{name}：未办结，主办须等待</translation>
    </message>
    <message>
        <source>{name}: not done</source>
        <translation>{name}：未办结</translation>
    </message>
    <message>
        <source>satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>not satisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>merged into {number}</source>
        <translation>已并入 {number}</translation>
    </message>
    <message>
        <source>reports merged into it: {n}</source>
        <translation>已并入的上报：{n} 件</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>无位置</translation>
    </message>
</context>
<context>
    <name>FigureTable</name>
    <message>
        <source>Indicators</source>
        <translation>考核指标</translation>
    </message>
    <message>
        <source>Enter shows the tickets behind a number.</source>
        <translation>按回车查看数字背后的工单。</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>{n} ha</source>
        <translation>{n} 公顷</translation>
    </message>
    <message>
        <source>{area}, {length} around</source>
        <translation>{area}，周长 {length}</translation>
    </message>
    <message>
        <source>radius {length}</source>
        <translation>半径 {length}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Number, matter, place, grid, holder, or pinyin initials</source>
        <translation>编号、事项、位置、网格、承办人或拼音首字母</translation>
    </message>
    <message>
        <source>Filter the queue by words</source>
        <translation>按文字筛选队列</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Show every ticket (Esc)</source>
        <translation>显示全部工单（Esc）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>本席</translation>
    </message>
    <message>
        <source>Tickets whose turn is at this centre</source>
        <translation>轮到本中心办理的工单</translation>
    </message>
    <message>
        <source>Unsigned</source>
        <translation>未签收</translation>
    </message>
    <message>
        <source>Dispatched, not signed yet</source>
        <translation>已派遣，尚未签收</translation>
    </message>
    <message>
        <source>Nearly due</source>
        <translation>将到期</translation>
    </message>
    <message>
        <source>Most of the time of their stage is used</source>
        <translation>当前环节时限已用去大半</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Past the limit of the stage they are in</source>
        <translation>已超过当前环节时限</translation>
    </message>
    <message>
        <source>Supervised</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>Urged, or a card waits for a reply</source>
        <translation>已催办，或督办牌尚未回复</translation>
    </message>
    <message>
        <source>To approve</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Asked for, and waiting for another&apos;s yes or no</source>
        <translation>已有人申请，待他人批准或驳回</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>共 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} / {total} 件</translation>
    </message>
</context>
<context>
    <name>FindWindow</name>
    <message>
        <source>Find any ticket – GridDesk</source>
        <translation>查找工单 – 网格指挥台</translation>
    </message>
    <message>
        <source>Words of the number, the matter or the place; several narrow it down</source>
        <translation>工单号、事由或地点中的词；多个词用空格隔开，可缩小范围</translation>
    </message>
    <message>
        <source>Find any ticket</source>
        <translation>查找任意工单</translation>
    </message>
    <message>
        <source>Tickets found</source>
        <translation>查到的工单</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>The database is out of reach: only open tickets can be found now, in the queue.</source>
        <translation>数据库连不上：现在只能在队列中查找未办结工单。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>One character stands in too many tickets: type two or more.</source>
        <translation>含这一个字的工单太多，请输入两个字以上。</translation>
    </message>
    <message>
        <source>Type a number, words of the matter or of the place.
Ended tickets are found as well as open ones.</source>
        <translation>请输入工单号、事由或地点中的词。
未办结和已办结的工单都能查到。</translation>
    </message>
    <message>
        <source>No ticket that this centre sees holds all these words.
Fewer words find more.</source>
        <translation>本中心可见的工单中，没有同时含有这些词的。
词少一些，查到的会多一些。</translation>
    </message>
    <message numerus="yes">
        <source>the %n reported last, more below</source>
        <translation>
            <numerusform>最近上报的 %n 件，往下还有</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Name, code, address or coordinates</source>
        <translation>名称、编码、地址或坐标</translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation>查找地点</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>找到的地点</translation>
    </message>
    <message>
        <source>Grids and regions, cameras, key sites, sensors, addresses of tickets; first letters of pinyin do.</source>
        <translation>可查网格与区划、摄像机、重点场所、传感器、工单地址；也可输入拼音首字母。</translation>
    </message>
    <message>
        <source>Nothing is called so here.</source>
        <translation>此处没有这样的名称。</translation>
    </message>
    <message>
        <source>Outside every grid</source>
        <translation>不在任何网格内</translation>
    </message>
    <message>
        <source>{system} here</source>
        <translation>按 {system} 坐标</translation>
    </message>
    <message>
        <source>The database is out of reach: addresses of past tickets are not searched.</source>
        <translation>数据库无法连接：不查历史工单地址。</translation>
    </message>
</context>
<context>
    <name>FindingsPage</name>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>尚未检查。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Press “Check now” to look for gaps, overlaps and codes that do not fit.</source>
        <translation>点击“立即检查”，查找空隙、重叠和不符的编码。</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上定位</translation>
    </message>
    <message>
        <source>Open the grid</source>
        <translation>打开网格</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Nothing is wrong: the grids cover their ground.</source>
        <translation>没有问题：网格覆盖完整。</translation>
    </message>
    <message>
        <source>The check could not be done. Try again.</source>
        <translation>检查未能完成，请重试。</translation>
    </message>
    <message>
        <source>{grids} grids at {time}: {errors} errors, {warnings} warnings, {notes} notes</source>
        <translation>{time} 检查 {grids} 个网格：错误 {errors}，警告 {warnings}，提示 {notes}</translation>
    </message>
    <message>
        <source>The ground changed since it was checked: check it again.</source>
        <translation>检查之后网格有变动，请重新检查。</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>未选择</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Level {zoom}</source>
        <translation>{zoom} 级</translation>
    </message>
</context>
<context>
    <name>FoundModel</name>
    <message>
        <source>Number</source>
        <translation>工单号</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报</translation>
    </message>
</context>
<context>
    <name>Giving</name>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>Dispatch {tickets} to {name}</source>
        <translation>派遣 {tickets} 给 {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n queued orders were taken back</source>
        <translation>
            <numerusform>已撤回 %n 条排队的指令</numerusform>
        </translation>
    </message>
    <message>
        <source>Too late to undo: open the ticket to bring it back.</source>
        <translation>已超过撤销时限：请打开工单再恢复。</translation>
    </message>
    <message>
        <source>What was sent last has ended: it cannot be recalled.</source>
        <translation>最近发送的工单已办结，不能撤回。</translation>
    </message>
    <message>
        <source>Choose an open ticket first</source>
        <translation>请先选择一件未办结工单</translation>
    </message>
    <message>
        <source>{n} of {all} left out. {why}</source>
        <translation>{all} 件中有 {n} 件未纳入。{why}</translation>
    </message>
    <message>
        <source>{n} tickets</source>
        <translation>{n} 件工单</translation>
    </message>
    <message>
        <source>{tickets} → {name}: sent. Ctrl+Z recalls.</source>
        <translation>{tickets} → {name}：已发送。Ctrl+Z 撤回。</translation>
    </message>
    <message>
        <source>{n} orders were refused. {why}</source>
        <translation>{n} 条指令被拒绝。{why}</translation>
    </message>
    <message>
        <source>{number}: queued, not done. Ctrl+Z takes it back.</source>
        <translation>{number}：已排队，尚未执行。Ctrl+Z 撤回。</translation>
    </message>
    <message>
        <source>The order reached neither the database nor the disk here: it is not done. Give it again.</source>
        <translation>指令既未到达数据库，也未能写入本机磁盘，未执行：请重新下达。</translation>
    </message>
    <message>
        <source>{number}: {what}</source>
        <translation>{number}：{what}</translation>
    </message>
</context>
<context>
    <name>GridCursor</name>
    <message>
        <source>Insert takes what lies in the box</source>
        <translation>按 Insert 选取框内网格</translation>
    </message>
    <message numerus="yes">
        <source>%n grids marked: Insert takes what lies in them</source>
        <translation>
            <numerusform>已标记 %n 个网格：按 Insert 取其中内容</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GridPage</name>
    <message>
        <source>Crews of the grid</source>
        <translation>网格力量</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Duty</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Nobody is at home here yet.
Press “Head and crews …”.</source>
        <translation>这里还没有人员。
点击“网格长与力量…”。</translation>
    </message>
    <message>
        <source>History of the grid</source>
        <translation>网格沿革</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上定位</translation>
    </message>
    <message>
        <source>Boundary …</source>
        <translation>边界…</translation>
    </message>
    <message>
        <source>Split …</source>
        <translation>拆分…</translation>
    </message>
    <message>
        <source>Merge …</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Head and crews …</source>
        <translation>网格长与力量…</translation>
    </message>
    <message>
        <source>Print sheet …</source>
        <translation>打印信息单…</translation>
    </message>
    <message>
        <source>Choose a grid</source>
        <translation>请选择网格</translation>
    </message>
    <message>
        <source>special grid</source>
        <translation>专属网格</translation>
    </message>
    <message>
        <source>base grid</source>
        <translation>基础网格</translation>
    </message>
    <message>
        <source>{kind} · no boundary yet</source>
        <translation>{kind} · 尚无边界</translation>
    </message>
    <message>
        <source>{kind} · {area} · {corners} corners · open tickets: {tickets} · drawn {version}×</source>
        <translation>{kind} · {area} · {corners} 个拐点 · 未结工单 {tickets} 件 · 第 {version} 版</translation>
    </message>
    <message>
        <source>No boundary</source>
        <translation>没有边界</translation>
    </message>
    <message>
        <source>{grid}; dashed: as it was drawn by the chosen line</source>
        <translation>{grid}；虚线：所选记录时的边界</translation>
    </message>
    <message>
        <source>Nothing was changed here since it was taken in.</source>
        <translation>自录入以来没有变动。</translation>
    </message>
    <message>
        <source>The database is out of reach: the history cannot be read now.</source>
        <translation>数据库无法连接：暂时读不到沿革。</translation>
    </message>
</context>
<context>
    <name>GroupModel</name>
    <message>
        <source>{name} · tag · {n}</source>
        <translation>{name} · 标签 · {n} 路</translation>
    </message>
    <message>
        <source>{name} · {tier} · {n}</source>
        <translation>{name} · {tier} · {n} 路</translation>
    </message>
</context>
<context>
    <name>HallBand</name>
    <message>
        <source>Band of the hall</source>
        <translation>大厅信息带</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未结</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Unsigned</source>
        <translation>待签收</translation>
    </message>
    <message>
        <source>P1</source>
        <translation>特急</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Data of {time} ago</source>
        <translation>数据为 {time} 前</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
</context>
<context>
    <name>Hand</name>
    <message>
        <source>{n} more: zoom in</source>
        <translation>还有 {n} 个：放大查看</translation>
    </message>
    <message numerus="yes">
        <source>%n things here</source>
        <translation>
            <numerusform>此处 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthModel</name>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机数</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线率</translation>
    </message>
    <message>
        <source>Longest outage</source>
        <translation>最长中断</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结次数</translation>
    </message>
    <message>
        <source>Frozen for</source>
        <translation>冻结时长</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>重连</translation>
    </message>
    <message>
        <source>Watched for</source>
        <translation>观看时长</translation>
    </message>
</context>
<context>
    <name>HealthWindow</name>
    <message>
        <source>Video health – GridDesk</source>
        <translation>视频运行情况 – 网格指挥台</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>近 7 天</translation>
    </message>
    <message>
        <source>A day</source>
        <translation>某一天</translation>
    </message>
    <message>
        <source>Broken down by</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>By camera</source>
        <translation>按摄像机</translation>
    </message>
    <message>
        <source>By region</source>
        <translation>按区域</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>按日</translation>
    </message>
    <message>
        <source>Back to the regions</source>
        <translation>返回区域</translation>
    </message>
    <message>
        <source>Back to the regions (Esc)</source>
        <translation>返回区域（Esc）</translation>
    </message>
    <message>
        <source>Read again (F5)</source>
        <translation>重新读取（F5）</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>As a file …</source>
        <translation>导出文件…</translation>
    </message>
    <message>
        <source>Health of the streams, the worst first</source>
        <translation>视频运行情况，最差的在前</translation>
    </message>
    <message>
        <source>Enter hangs the camera, or goes into the region or the day.</source>
        <translation>回车：摄像机上墙，或进入该区域、该日。</translation>
    </message>
    <message>
        <source>Nothing was watched on these days.
Hang cameras on the wall: from then on their streams are counted here. F5 reads again.</source>
        <translation>这几天没有观看记录。
把摄像机挂上电视墙，之后的运行情况会在这里统计。按 F5 重新读取。</translation>
    </message>
    <message>
        <source>These days could not be read. F5 tries again.</source>
        <translation>这些日期的数据读取失败。按 F5 重试。</translation>
    </message>
    <message>
        <source>{n} cameras · online {online} · longest outage {longest} · frozen {frozen} × · reconnects {reconnects}</source>
        <translation>{n} 路 · 在线率 {online} · 最长中断 {longest} · 冻结 {frozen} 次 · 重连 {reconnects} 次</translation>
    </message>
</context>
<context>
    <name>HeatChoice</name>
    <message>
        <source>Reported when</source>
        <translation>上报时段</translation>
    </message>
    <message>
        <source>Chosen days …</source>
        <translation>自选日期…</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>末日</translation>
    </message>
</context>
<context>
    <name>HeatLegend</name>
    <message>
        <source>Where tickets were reported</source>
        <translation>上报热力</translation>
    </message>
    <message>
        <source>{span}: {n} reported</source>
        <translation>{span}：上报 {n} 件</translation>
    </message>
    <message>
        <source>{n} of them without a place</source>
        <translation>其中 {n} 件没有位置</translation>
    </message>
    <message>
        <source>{span}: counting …</source>
        <translation>{span}：正在统计…</translation>
    </message>
    <message>
        <source>{n} within {m} m</source>
        <translation>{m} 米内 {n} 件</translation>
    </message>
</context>
<context>
    <name>HistoryBar</name>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>Moment to look at</source>
        <translation>回看时刻</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Previous event</source>
        <translation>上一事件</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>下一事件</translation>
    </message>
    <message>
        <source>Looking at {moment} – the present – read only</source>
        <translation>正在查看 {moment} · 已到现在 · 只读</translation>
    </message>
    <message>
        <source>Looking at {moment} – read only</source>
        <translation>正在查看 {moment} · 只读</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>{n}×</source>
        <translation>{n}×</translation>
    </message>
    <message>
        <source>{n} times as fast</source>
        <translation>{n} 倍速</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>The past – GridDesk</source>
        <translation>历史回看 – 网格指挥台</translation>
    </message>
    <message>
        <source>Rebuilding the board from the journal …</source>
        <translation>正在由日志重建当时的态势 …</translation>
    </message>
    <message>
        <source>Open tickets: {n}. Where crews were is not kept.</source>
        <translation>当时在办 {n} 件；人员位置不留存。</translation>
    </message>
    <message>
        <source>{number} {title}: {what} · {by}</source>
        <translation>{number} {title}：{what} · {by}</translation>
    </message>
    <message>
        <source>Nothing has happened since.</source>
        <translation>此后再无事件。</translation>
    </message>
    <message>
        <source>Nothing happened before this moment.</source>
        <translation>此前没有任何事件。</translation>
    </message>
    <message>
        <source>The past cannot be read now.</source>
        <translation>现在读不到历史。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>Holders</name>
    <message>
        <source>In hand: {who}, since {since}; free again at {until} unless it is kept.</source>
        <translation>{who} 正在操控，{since} 起；未续占则 {until} 自动释放。</translation>
    </message>
</context>
<context>
    <name>Hook</name>
    <message>
        <source>Something went wrong inside the console; what you typed is kept. Please send the report.</source>
        <translation>指挥台内部出错；您输入的内容已保留。请发送报告。</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>GeoJSON, Shapefile (or its ZIP), KML, KMZ or GeoPackage</source>
        <translation>GeoJSON、Shapefile（或其 ZIP）、KML、KMZ 或 GeoPackage</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Coordinates of the file</source>
        <translation>文件的坐标系</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>What the file holds</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Choose a file and read it: nothing is taken in before you say so.</source>
        <translation>选择文件并读取：在您确认之前不会录入任何内容。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why: it stands in the journal</source>
        <translation>原因（写入日志）</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>Grids from a file</source>
        <translation>从文件导入网格</translation>
    </message>
    <message>
        <source>Maps ({kinds})</source>
        <translation>地图文件（{kinds}）</translation>
    </message>
    <message>
        <source>Name a file to read.</source>
        <translation>请指定要读取的文件。</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The database went out of reach: what is listed as new or changed was not taken in.</source>
        <translation>数据库连接中断：列为新增或变更的内容没有录入。</translation>
    </message>
    <message>
        <source>Something went wrong inside the console. Nothing was read.</source>
        <translation>指挥台内部出错，未能读取。</translation>
    </message>
    <message>
        <source>↻ read again</source>
        <translation>↻ 需重读</translation>
    </message>
    <message>
        <source>+ new</source>
        <translation>＋ 新增</translation>
    </message>
    <message>
        <source>△ changed</source>
        <translation>△ 变更</translation>
    </message>
    <message>
        <source>= as it is</source>
        <translation>＝ 不变</translation>
    </message>
    <message>
        <source>✕ refused</source>
        <translation>✕ 拒绝</translation>
    </message>
    <message>
        <source>✎ mended</source>
        <translation>✎ 已修复</translation>
    </message>
    <message>
        <source>ⓘ note</source>
        <translation>ⓘ 提示</translation>
    </message>
    <message>
        <source>row {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>{new} new, {changed} changed, {same} as they are, {refused} refused, {mended} mended</source>
        <translation>新增 {new}，变更 {changed}，不变 {same}，拒绝 {refused}，修复 {mended}</translation>
    </message>
    <message>
        <source>, {n} to be read again</source>
        <translation>，需重读 {n}</translation>
    </message>
    <message numerus="yes">
        <source>, %n notes</source>
        <translation>
            <numerusform>，提示 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Another desk has changed grid {name} ({grid}) since the file was read, and it stays so.</source>
        <translation>读取文件后，其他席位已改动网格“{name}”（{grid}），该改动予以保留。</translation>
    </message>
    <message>
        <source>Its border moves with that of grid {name} ({grid}), which another desk has changed.</source>
        <translation>其边界须与网格“{name}”（{grid}）一同调整，而后者已被其他席位改动。</translation>
    </message>
    <message>
        <source>{why} Read the file again, then take it in.</source>
        <translation>{why}请重新读取文件，然后再录入。</translation>
    </message>
    <message>
        <source>Taking in … {done} of {all}</source>
        <translation>正在录入… {done}/{all}</translation>
    </message>
    <message>
        <source>The database is out of reach: one order waits at this desk, the others were not given.</source>
        <translation>数据库无法连接：一条指令在本席等候，其余没有发出。</translation>
    </message>
    <message>
        <source> (and {n} more)</source>
        <translation>（另有 {n} 项）</translation>
    </message>
    <message>
        <source>All of it is taken in.</source>
        <translation>已全部录入。</translation>
    </message>
    <message>
        <source>Take in {n}</source>
        <translation>录入 {n} 个</translation>
    </message>
    <message>
        <source>No boundary</source>
        <translation>没有边界</translation>
    </message>
    <message>
        <source>{grid}; dashed: as it is now</source>
        <translation>{grid}；虚线：现在的边界</translation>
    </message>
</context>
<context>
    <name>IndicatorsWindow</name>
    <message>
        <source>Indicators – GridDesk</source>
        <translation>考核指标 – 网格指挥台</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>{what}: looking for the tickets …</source>
        <translation>{what}：正在查找工单…</translation>
    </message>
    <message>
        <source>Indicator of the chart</source>
        <translation>图表所示指标</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>Day by day, or month by month in a long period</source>
        <translation>逐日显示；时段较长时逐月显示</translation>
    </message>
    <message>
        <source>All counts</source>
        <translation>全部列</translation>
    </message>
    <message>
        <source>Both counts and both changes of every indicator, not only of the chosen one</source>
        <translation>显示每项指标的分子、分母、同比和环比，不只所选指标</translation>
    </message>
    <message>
        <source>Count again (F5)</source>
        <translation>重新统计（F5）</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>As a file …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Tickets behind the number</source>
        <translation>数字背后的工单</translation>
    </message>
    <message>
        <source>No ticket stands behind this number.
Press Esc to go back to the chart.</source>
        <translation>这个数字背后没有工单。
按 Esc 返回图表。</translation>
    </message>
    <message>
        <source>Back to the chart (Esc)</source>
        <translation>返回图表（Esc）</translation>
    </message>
    <message>
        <source>Back to the chart</source>
        <translation>返回图表</translation>
    </message>
    <message>
        <source>This centre may not read that ticket.</source>
        <translation>本中心无权查看该工单。</translation>
    </message>
    <message>
        <source>Beside {before} and, a year before, {year}</source>
        <translation>环比 {before}，同比 {year}</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the %n reported last</source>
        <translation>
            <numerusform>最近上报的 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>The figures cannot be read now.</source>
        <translation>现在无法读取指标数据。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>IntakeForm</name>
    <message>
        <source>What happened, in a few words</source>
        <translation>用几个字说明发生了什么</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Road, number, landmark</source>
        <translation>路名、门牌、地标</translation>
    </message>
    <message>
        <source>Latitude, longitude</source>
        <translation>纬度, 经度</translation>
    </message>
    <message>
        <source>Pick the place on the map</source>
        <translation>在地图上选点</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Take in and merge</source>
        <translation>登记并合并</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Return takes the call in and merges it into the first</source>
        <translation>Ctrl+Shift+Return 登记并并入第一件</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>登记上报</translation>
    </message>
    <message>
        <source>Take in (Ctrl+Return)</source>
        <translation>登记上报（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>The form was cleared.</source>
        <translation>表单已清空。</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>恢复内容</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>来电人</translation>
    </message>
    <message>
        <source>Say in a few words what happened.</source>
        <translation>请用几个字说明发生了什么。</translation>
    </message>
    <message>
        <source>Choose a category from the list.</source>
        <translation>请从列表中选择类别。</translation>
    </message>
    <message>
        <source>The place is not a latitude and a longitude, as in 34.2610, 117.1842.</source>
        <translation>位置不是有效的纬度、经度，例如 34.2610, 117.1842。</translation>
    </message>
    <message>
        <source>Taken in as {number}</source>
        <translation>已登记上报，工单号 {number}</translation>
    </message>
    <message>
        <source>Queued as {number}: kept here until the link is back</source>
        <translation>已排队，暂编“{number}”：保存在本席，链路恢复后上报</translation>
    </message>
    <message>
        <source>Queued: taken in when the database answers</source>
        <translation>已排队：数据库恢复应答后受理</translation>
    </message>
    <message>
        <source>{told}. What was typed after that is not in it, and still stands here.</source>
        <translation>{told}。此后输入的内容不在其中，仍保留在此。</translation>
    </message>
    <message>
        <source>The database is out of reach. Nothing is lost: the form stays as it is.</source>
        <translation>数据库无法连接。内容不会丢失：表单保持原样。</translation>
    </message>
    <message>
        <source>Something went wrong inside the console. Nothing is lost: the form stays as it is.</source>
        <translation>指挥台内部出错。内容不会丢失：表单保持原样。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>KeptWall</name>
    <message>
        <source>There is no layout “{name}” here</source>
        <translation>此处没有布局“{name}”</translation>
    </message>
</context>
<context>
    <name>KeyCard</name>
    <message>
        <source>Keys and commands</source>
        <translation>快捷键与命令</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Queue: open the ticket, the map flies there</source>
        <translation>队列：打开工单，地图飞到该处</translation>
    </message>
    <message>
        <source>Anywhere: press the button with the keyboard</source>
        <translation>任何面板：按下键盘所在的按钮</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Lists of verbs: find one by its first letters</source>
        <translation>操作列表：键入首字母或拼音首字母选中</translation>
    </message>
    <message>
        <source>Ticket: dispatch to the candidate of that number</source>
        <translation>工单：派给该序号的候选</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+回车</translation>
    </message>
    <message>
        <source>New ticket: take it in</source>
        <translation>新建工单：登记上报</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Return</source>
        <translation>Ctrl+Shift+回车</translation>
    </message>
    <message>
        <source>New ticket: take it in, merge it into the likely same</source>
        <translation>新建工单：登记并并入疑似同一事项</translation>
    </message>
    <message>
        <source>Crews: dispatch the tickets in focus there</source>
        <translation>处置力量：把当前工单派给该力量</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>Campaigns: begin a new one</source>
        <translation>专项行动：新建</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Wall: choose a tile</source>
        <translation>电视墙：选择分屏</translation>
    </message>
    <message>
        <source>Number, Enter</source>
        <translation>数字 + 回车</translation>
    </message>
    <message>
        <source>Wall: hang the camera of that number</source>
        <translation>电视墙：该编号摄像机上墙</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Wall: clear the tile</source>
        <translation>电视墙：清空分屏</translation>
    </message>
    <message>
        <source>Wall: try the camera again now</source>
        <translation>电视墙：立即重连该摄像机</translation>
    </message>
    <message>
        <source>Wall: hold the main stream, then the sub-stream, then neither</source>
        <translation>电视墙：锁定主码流，再按子码流，再按取消锁定</translation>
    </message>
    <message>
        <source>Wall: move the camera, then arrows, Page Up, Page Down, 1 to 9</source>
        <translation>电视墙：云台控制，再用方向键、PgUp、PgDn、1 至 9</translation>
    </message>
    <message>
        <source>Wall: tour the cameras of the list; while moving one, take it over from another desk</source>
        <translation>电视墙：轮巡列表中的摄像机；云台控制中：从其他席位接管</translation>
    </message>
    <message>
        <source>Wall: zoom into the picture, Ctrl+Shift+arrows move it</source>
        <translation>电视墙：放大画面，Ctrl+Shift+方向键移动</translation>
    </message>
    <message>
        <source>Wall: acknowledge the alarm of the tile, or the first</source>
        <translation>电视墙：确认此格的告警，否则确认第一条</translation>
    </message>
    <message>
        <source>Wall: acknowledge all alarms</source>
        <translation>电视墙：确认全部告警</translation>
    </message>
    <message>
        <source>Wall: lay it out</source>
        <translation>电视墙：选布局</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <source>Wall: draw the tile over more cells, or fewer</source>
        <translation>电视墙：画面占更多格或更少格</translation>
    </message>
    <message>
        <source>Wall: a picture of the tile to the ticket</source>
        <translation>电视墙：截图附到工单</translation>
    </message>
    <message>
        <source>Wall: a clip of the tile to the ticket, last and next 30 s</source>
        <translation>电视墙：前后各 30 秒录像附到工单</translation>
    </message>
    <message>
        <source>Wall: play back a recording of the camera, then space, arrows, 1, 2, 4; B: live again</source>
        <translation>电视墙：回放该摄像机的录像，再用空格、方向键、1、2、4；按 B 回到实时</translation>
    </message>
    <message>
        <source>Wall: saved layouts, then a number</source>
        <translation>电视墙：已存布局，再输编号</translation>
    </message>
    <message>
        <source>Wall: save the layout</source>
        <translation>电视墙：保存布局</translation>
    </message>
    <message>
        <source>Wall: how its streams do</source>
        <translation>电视墙：视频运行情况</translation>
    </message>
    <message>
        <source>Arrows, + and -</source>
        <translation>方向键、+ 和 -</translation>
    </message>
    <message>
        <source>Map: move and zoom</source>
        <translation>地图：移动和缩放</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Map: choose a grid, Enter sends the ticket there</source>
        <translation>地图：方向键选网格，回车派往该网格</translation>
    </message>
    <message>
        <source>Map: draw a box, take what lies in it</source>
        <translation>地图：画框，选取框内网格和工单</translation>
    </message>
    <message>
        <source>Shift+arrows, Insert</source>
        <translation>Shift+方向键、Insert</translation>
    </message>
    <message>
        <source>Shift+Space, Insert</source>
        <translation>Shift+空格，Insert</translation>
    </message>
    <message>
        <source>Map: mark grids, take what lies in them</source>
        <translation>地图：标记网格，取其中内容</translation>
    </message>
    <message>
        <source>Menu, Shift+F10</source>
        <translation>菜单键，Shift+F10</translation>
    </message>
    <message>
        <source>Map: what can be done here, then a number or arrows</source>
        <translation>地图：此处可做的操作，再按数字或方向键</translation>
    </message>
    <message>
        <source>Map: what holds this point</source>
        <translation>地图：此处归属</translation>
    </message>
    <message>
        <source>Map: choose from a list, also of the nearest</source>
        <translation>地图：从列表中选择，包括最近的几项</translation>
    </message>
    <message>
        <source>Map: measure, draw, note, write as a file</source>
        <translation>地图：测量、标绘、注记、导出</translation>
    </message>
    <message>
        <source>Map: measure a distance, an area; then arrows, Enter, Backspace, Esc</source>
        <translation>地图：测距、测面积；再用方向键、Enter、Backspace、Esc</translation>
    </message>
    <message>
        <source>Map: draw a line, an area, an arrow, a circle, a note</source>
        <translation>地图：画线、区域、箭头、圆、注记</translation>
    </message>
    <message>
        <source>Map: all drawings, then Enter, Shift+Enter, Insert, Delete</source>
        <translation>地图：全部标绘，再按 Enter、Shift+Enter、Insert、Delete</translation>
    </message>
    <message>
        <source>Map: clear what was measured</source>
        <translation>地图：清除测量结果</translation>
    </message>
    <message>
        <source>Map: the small map of the whole</source>
        <translation>地图：鹰眼小图</translation>
    </message>
    <message>
        <source>Map: write it as a picture, a page or GeoJSON</source>
        <translation>地图：导出为图片、网页或 GeoJSON</translation>
    </message>
    <message>
        <source>Tab, arrows</source>
        <translation>Tab，方向键</translation>
    </message>
    <message>
        <source>Boundary on the map: choose a corner, move it; Shift far, Ctrl finely</source>
        <translation>地图边界：选拐点、移动；Shift 大步，Ctrl 微调</translation>
    </message>
    <message>
        <source>Insert, Delete, Space</source>
        <translation>Insert、Delete、空格</translation>
    </message>
    <message>
        <source>Boundary on the map: new corner, remove it, snap it</source>
        <translation>地图边界：新增拐点、删除、吸附</translation>
    </message>
    <message>
        <source>Grid workshop: grid, check, import</source>
        <translation>网格工坊：网格、检查、导入</translation>
    </message>
    <message>
        <source>Alt+Left, Alt+Right</source>
        <translation>Alt+←、Alt+→</translation>
    </message>
    <message>
        <source>The past: from event to event</source>
        <translation>历史回看：逐个事件前后移动</translation>
    </message>
    <message>
        <source>Ctrl+Space</source>
        <translation>Ctrl+空格</translation>
    </message>
    <message>
        <source>The past: play and pause</source>
        <translation>历史回看：播放与暂停</translation>
    </message>
</context>
<context>
    <name>LayerBar</name>
    <message>
        <source>All layers (Ctrl+Shift+L)</source>
        <translation>全部图层 (Ctrl+Shift+L)</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>from level {zoom}</source>
        <translation>{zoom} 级起</translation>
    </message>
    <message>
        <source>every level</source>
        <translation>各级</translation>
    </message>
    <message>
        <source>none here</source>
        <translation>本市暂无</translation>
    </message>
    <message>
        <source>Zoom in to see it: it is drawn {rule}</source>
        <translation>放大后可见：{rule}显示</translation>
    </message>
</context>
<context>
    <name>LayoutPicker</name>
    <message>
        <source>Free layout</source>
        <translation>自由分屏</translation>
    </message>
    <message>
        <source>More layouts</source>
        <translation>更多布局</translation>
    </message>
    <message>
        <source>Layout {name} (Alt+{key})</source>
        <translation>布局 {name}（Alt+{key}）</translation>
    </message>
</context>
<context>
    <name>LeadWindow</name>
    <message>
        <source>Shift lead – GridDesk</source>
        <translation>带班台 – 网格指挥台</translation>
    </message>
    <message>
        <source>Ladder of tiers</source>
        <translation>梯级</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Unsigned</source>
        <translation>未签收</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Due in 15 min</source>
        <translation>15分钟内超期</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>最早上报距今</translation>
    </message>
    <message>
        <source>Load of the seats</source>
        <translation>席位负荷</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>席位人员</translation>
    </message>
    <message>
        <source>Orders in 10 min</source>
        <translation>10分钟内操作</translation>
    </message>
    <message>
        <source>Open, dispatched by</source>
        <translation>派出未结</translation>
    </message>
    <message>
        <source>On shift</source>
        <translation>在班</translation>
    </message>
    <message>
        <source>Escalated to here</source>
        <translation>上报到本级</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>已等待</translation>
    </message>
    <message>
        <source>Nobody is on shift here.
Press Ctrl+Shift+B in the console to begin the shift.</source>
        <translation>这里无人上岗。
在指挥台按 Ctrl+Shift+B 上岗。</translation>
    </message>
    <message>
        <source>Nothing was escalated to here.
Press Alt+S in the console for the supervised tickets.</source>
        <translation>没有上报到本级的工单。
在指挥台按 Alt+S 查看督办工单。</translation>
    </message>
    <message>
        <source>● {time}</source>
        <translation>● {time}</translation>
    </message>
    <message>
        <source>Escalated to here, not accepted yet</source>
        <translation>上报到本级，尚未受理</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Somebody is sent</source>
        <translation>已派人</translation>
    </message>
    <message>
        <source>Past its time</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>A card waits for a reply</source>
        <translation>督办牌待回复</translation>
    </message>
    <message>
        <source>Queued at this desk</source>
        <translation>在本席排队，尚未上报</translation>
    </message>
    <message>
        <source>Crew, free</source>
        <translation>处置力量，空闲</translation>
    </message>
    <message>
        <source>Crew with work in hand</source>
        <translation>处置力量，在办</translation>
    </message>
    <message>
        <source>Crew, last seen over 2 min ago</source>
        <translation>处置力量，位置超过 2 分钟未更新</translation>
    </message>
    <message>
        <source>Camera that works</source>
        <translation>摄像机，在线</translation>
    </message>
    <message>
        <source>Camera that does not</source>
        <translation>摄像机，离线</translation>
    </message>
    <message>
        <source>Camera nobody has told of</source>
        <translation>摄像机，状态未知</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>物联感知设备</translation>
    </message>
    <message>
        <source>Sensor, no answer</source>
        <translation>物联感知设备，离线</translation>
    </message>
    <message>
        <source>Sensor with an open alarm</source>
        <translation>物联感知设备，报警中</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>当前选中</translation>
    </message>
</context>
<context>
    <name>LinkBand</name>
    <message numerus="yes">
        <source>%n orders are queued here, not done.</source>
        <translation>
            <numerusform>%n 条指令在此排队，尚未执行。</numerusform>
        </translation>
    </message>
    <message>
        <source>The server takes your password no more: sign in anew, all that is here stays.</source>
        <translation>服务器不再接受您的密码：请重新登录，此处一切均保留。</translation>
    </message>
    <message>
        <source>The database did not take them, and they are tried again by themselves: {why}</source>
        <translation>数据库未接收，将自动重试：{why}</translation>
    </message>
    <message numerus="yes">
        <source>%n orders were not sent: look at them.</source>
        <translation>
            <numerusform>%n 条指令未发送：请核对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Sign in …</source>
        <translation>登录 …</translation>
    </message>
    <message>
        <source>No link to the database since {time}: the board is {age} old. Go on working, orders are kept here.</source>
        <translation>自 {time} 起与数据库断开：画面为 {age} 前的情况。可继续工作，指令保存在本机。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>GridDesk</source>
        <translation>网格指挥台</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>电视墙</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Crews</source>
        <translation>处置力量</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>Nobody was sent: look whom it goes to, then press again.</source>
        <translation>尚未派单：请先核对派往对象，再按一次。</translation>
    </message>
    <message>
        <source>{number}: {what}</source>
        <translation>{number}：{what}</translation>
    </message>
</context>
<context>
    <name>MapExport</name>
    <message>
        <source>Map as a file …</source>
        <translation>导出地图…</translation>
    </message>
    <message>
        <source>{centre}: grid map</source>
        <translation>{centre}网格地图</translation>
    </message>
    <message>
        <source>{time} · {operator}</source>
        <translation>{time} · {operator}</translation>
    </message>
    <message>
        <source>Data as of {time}</source>
        <translation>数据截至 {time}</translation>
    </message>
    <message>
        <source>Middle: {place}   Level {zoom}</source>
        <translation>图幅中心：{place}   {zoom} 级</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>标绘</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Key sites</source>
        <translation>重点场所</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>物联感知设备</translation>
    </message>
    <message>
        <source>Crews</source>
        <translation>处置力量</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
</context>
<context>
    <name>MapFigures</name>
    <message>
        <source>Last hour</source>
        <translation>近 1 小时</translation>
    </message>
    <message>
        <source>Last 8 hours</source>
        <translation>近 8 小时</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>近 24 小时</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>近 7 天</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
</context>
<context>
    <name>MapLayer</name>
    <message>
        <source>Ground and regions</source>
        <translation>底图与区划</translation>
    </message>
    <message>
        <source>Other grid maps</source>
        <translation>其他网格图</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>工单与力量</translation>
    </message>
    <message>
        <source>Eyes and senses</source>
        <translation>视频与感知</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>场所</translation>
    </message>
    <message>
        <source>Figures on the ground</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Districts and counties</source>
        <translation>区县界</translation>
    </message>
    <message>
        <source>Streets and towns</source>
        <translation>镇街界</translation>
    </message>
    <message>
        <source>Villages and communities</source>
        <translation>村社界</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>网格界</translation>
    </message>
    <message>
        <source>Special grids</source>
        <translation>专属网格</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>地名</translation>
    </message>
    <message>
        <source>Police cells</source>
        <translation>警格</translation>
    </message>
    <message>
        <source>Water cells</source>
        <translation>水格</translation>
    </message>
    <message>
        <source>The city&apos;s own grid maps</source>
        <translation>本市自建网格图</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Crews</source>
        <translation>处置力量</translation>
    </message>
    <message>
        <source>Way of the crew that handles the ticket</source>
        <translation>在办力量行进轨迹</translation>
    </message>
    <message>
        <source>What is drawn and measured</source>
        <translation>标绘与测量</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Cameras from far away too</source>
        <translation>远距离也显示摄像机</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>物联感知设备</translation>
    </message>
    <message>
        <source>Key sites</source>
        <translation>重点场所</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>职能部门</translation>
    </message>
    <message>
        <source>Four-colour rating</source>
        <translation>四色评级</translation>
    </message>
    <message>
        <source>Where tickets were reported</source>
        <translation>上报热力</translation>
    </message>
    <message>
        <source>An indicator by region</source>
        <translation>指标分区图</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge {grid} with neighbours</source>
        <translation>{grid}与相邻网格合并</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>相邻网格</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Code that stays</source>
        <translation>保留编码</translation>
    </message>
    <message>
        <source>Tick the neighbours that become one with it (Space).</source>
        <translation>勾选要与它合并的相邻网格（空格）。</translation>
    </message>
    <message>
        <source>{n} grids become one of {area}; the others are retired, and their tickets keep them.</source>
        <translation>{n} 个网格合并为一个，共 {area}；其余停用，其工单仍记在原网格。</translation>
    </message>
</context>
<context>
    <name>Naming</name>
    <message>
        <source>and {n} more</source>
        <translation>等另外 {n} 个</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>{n} 件未结</translation>
    </message>
    <message>
        <source>on duty</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>off duty</source>
        <translation>不在岗</translation>
    </message>
    <message>
        <source>{n} in hand</source>
        <translation>在办 {n} 件</translation>
    </message>
    <message>
        <source>seen {age}</source>
        <translation>{age}有定位</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>已排队</translation>
    </message>
    <message>
        <source>{name} · {kind} · {n} in hand</source>
        <translation>{name} · {kind} · 在办 {n}</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>职能部门</translation>
    </message>
    <message>
        <source>state not known</source>
        <translation>状态未知</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>{grid} · {n} open</source>
        <translation>{grid} · 未办结 {n}</translation>
    </message>
</context>
<context>
    <name>Nearby</name>
    <message>
        <source>Nearest cameras</source>
        <translation>最近摄像机</translation>
    </message>
    <message>
        <source>Hang them all (F7)</source>
        <translation>全部上墙（F7）</translation>
    </message>
    <message>
        <source>Play back…</source>
        <translation>回放录像…</translation>
    </message>
    <message>
        <source>What a recorder kept of them since the report; asks why</source>
        <translation>调看它们自上报以来的录像；须写明事由</translation>
    </message>
    <message>
        <source>C{number} {name} · {far}</source>
        <translation>C{number} {name} · {far}</translation>
    </message>
</context>
<context>
    <name>Nearest</name>
    <message>
        <source>A number hangs the camera on the wall.</source>
        <translation>按数字键将摄像机上墙。</translation>
    </message>
    <message>
        <source>No camera has a place.</source>
        <translation>没有带位置的摄像机。</translation>
    </message>
    <message>
        <source>Cameras near {what}</source>
        <translation>{what} 附近的摄像机</translation>
    </message>
    <message>
        <source>A number sends the ticket.</source>
        <translation>按数字键派遣该工单。</translation>
    </message>
    <message>
        <source>Nobody on duty can be sent.</source>
        <translation>没有在岗力量可派。</translation>
    </message>
    <message>
        <source>Crews for {what}</source>
        <translation>{what} 可派的力量</translation>
    </message>
</context>
<context>
    <name>OnWorkshop</name>
    <message>
        <source>{n} grids</source>
        <translation>{n} 个网格</translation>
    </message>
    <message>
        <source>Grid sheets as a file</source>
        <translation>网格信息单存为文件</translation>
    </message>
    <message>
        <source>grid_sheet_{name}</source>
        <translation>网格信息单_{name}</translation>
    </message>
    <message>
        <source>Grid sheet to print</source>
        <translation>打印网格信息单</translation>
    </message>
    <message numerus="yes">
        <source>Written: %n pages</source>
        <translation>
            <numerusform>已写入 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>The ground was changed meanwhile: take the boundary in hand again.</source>
        <translation>网格已被他人变动，请重新编辑边界。</translation>
    </message>
</context>
<context>
    <name>OutboxList</name>
    <message>
        <source>Orders that wait</source>
        <translation>待发指令</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>下达时间</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>已排队</translation>
    </message>
</context>
<context>
    <name>OutboxWindow</name>
    <message>
        <source>Orders that wait</source>
        <translation>待发指令</translation>
    </message>
    <message>
        <source>What I ordered</source>
        <translation>我下达的指令</translation>
    </message>
    <message>
        <source>Since then</source>
        <translation>此后发生的情况</translation>
    </message>
    <message>
        <source>No order waits: the database has all that was ordered here.</source>
        <translation>没有待发指令：此席下达的指令数据库均已收到。</translation>
    </message>
    <message>
        <source>Send it now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Open the ticket</source>
        <translation>打开工单</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Given at {time}</source>
        <translation>下达时间 {time}</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Now: {state}</source>
        <translation>现状：{state}</translation>
    </message>
    <message>
        <source>It is sent as soon as the database answers.</source>
        <translation>数据库恢复应答后立即发送。</translation>
    </message>
    <message>
        <source>What happened since is seen when the link is back.</source>
        <translation>连接恢复后可查看此后发生的情况。</translation>
    </message>
    <message>
        <source>Nothing was done to the ticket since.</source>
        <translation>此后工单未有变动。</translation>
    </message>
</context>
<context>
    <name>OwnProcess</name>
    <message>
        <source>The wall on screen {n} runs by itself.</source>
        <translation>屏幕 {n} 的电视墙已独立运行。</translation>
    </message>
    <message>
        <source>The wall on screen {n} could not be started.</source>
        <translation>屏幕 {n} 的电视墙无法启动。</translation>
    </message>
</context>
<context>
    <name>OwnWindow</name>
    <message>
        <source>GridDesk wall</source>
        <translation>网格指挥台电视墙</translation>
    </message>
    <message>
        <source>Keep holding Ctrl+Shift+Q to close the wall</source>
        <translation>继续按住 Ctrl+Shift+Q 关闭电视墙</translation>
    </message>
    <message>
        <source>Hold Ctrl+Shift+Q to close the wall</source>
        <translation>按住 Ctrl+Shift+Q 可关闭电视墙</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>All drawings</source>
        <translation>全部标绘</translation>
    </message>
    <message>
        <source>Clear what was measured</source>
        <translation>清除测量结果</translation>
    </message>
    <message>
        <source>Small map</source>
        <translation>鹰眼小图</translation>
    </message>
    <message>
        <source>Measure, draw, note, export (T)</source>
        <translation>测量、标绘、注记、导出（T）</translation>
    </message>
</context>
<context>
    <name>PenBar</name>
    <message>
        <source>Pen</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Words on the map</source>
        <translation>图上文字</translation>
    </message>
    <message>
        <source>Take back (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Finish (Enter, or click twice)</source>
        <translation>完成（Enter，或双击）</translation>
    </message>
    <message>
        <source>Clear what was measured</source>
        <translation>清除测量结果</translation>
    </message>
    <message>
        <source>All drawings (L)</source>
        <translation>全部标绘（L）</translation>
    </message>
    <message>
        <source>Put the pen away (Esc)</source>
        <translation>收起画笔（Esc）</translation>
    </message>
    <message>
        <source>Click or Enter puts it down</source>
        <translation>单击或按 Enter 放下</translation>
    </message>
    <message>
        <source>Click, or arrows and Enter</source>
        <translation>单击，或方向键加 Enter</translation>
    </message>
    <message>
        <source>{size} · last {leg}, {bearing}</source>
        <translation>{size} · 末段 {leg}，{bearing}</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Click where it is; Esc to leave</source>
        <translation>单击所在位置；按 Esc 取消</translation>
    </message>
</context>
<context>
    <name>Placing</name>
    <message>
        <source>alarm</source>
        <translation>报警中</translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>There is no camera in this tile.</source>
        <translation>此窗格没有摄像机。</translation>
    </message>
    <message>
        <source>No recorder is known for this camera.</source>
        <translation>没有为该摄像机配置录像机。</translation>
    </message>
    <message>
        <source>Every tile is taken: clear one, then play back.</source>
        <translation>窗格已占满：请先清空一格，再回放。</translation>
    </message>
    <message>
        <source>Since the report</source>
        <translation>上报以来</translation>
    </message>
    <message>
        <source>Around {time}: {what}</source>
        <translation>{time} 前后：{what}</translation>
    </message>
    <message>
        <source>The last ten minutes</source>
        <translation>最近十分钟</translation>
    </message>
    <message>
        <source>Nothing is played: {why}</source>
        <translation>没有播放：{why}</translation>
    </message>
    <message>
        <source>Nothing is played while the database is out of reach: the reason is written there first.</source>
        <translation>数据库连不上时不能播放录像：须先在库里记下事由。</translation>
    </message>
</context>
<context>
    <name>PlaybackForm</name>
    <message>
        <source>Play back a recording</source>
        <translation>回放录像</translation>
    </message>
    <message>
        <source>Why this recording is looked at</source>
        <translation>为什么调看这段录像</translation>
    </message>
    <message>
        <source>Note it and play</source>
        <translation>登记并播放</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Who looks at what and why stands in the history of ticket {number}.</source>
        <translation>谁调看了什么、为什么，将记入工单 {number} 的历史。</translation>
    </message>
    <message>
        <source>Who looks at what and why stands in the journal.</source>
        <translation>谁调看了什么、为什么，将记入日志。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
</context>
<context>
    <name>PlaybackPane</name>
    <message>
        <source>Recording</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>RECORDING · not live</source>
        <translation>录像回放 · 非实时</translation>
    </message>
    <message>
        <source>Moment of the recording</source>
        <translation>录像时刻</translation>
    </message>
    <message>
        <source>Moment of the recording (Page Up, Page Down: a minute)</source>
        <translation>录像时刻（PgUp、PgDn：前后一分钟）</translation>
    </message>
    <message>
        <source>−10 s</source>
        <translation>−10 秒</translation>
    </message>
    <message>
        <source>Ten seconds back (Left)</source>
        <translation>后退十秒（左箭头）</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>+10 s</source>
        <translation>+10 秒</translation>
    </message>
    <message>
        <source>Ten seconds on (Right)</source>
        <translation>前进十秒（右箭头）</translation>
    </message>
    <message>
        <source>Back to live (Esc)</source>
        <translation>回到实时 (Esc)</translation>
    </message>
    <message>
        <source>{n} times as fast ({n})</source>
        <translation>{n} 倍速（{n}）</translation>
    </message>
    <message>
        <source>This recorder sends as fast as it was recorded.</source>
        <translation>该录像机只按原速发送。</translation>
    </message>
    <message>
        <source>Go on (Space)</source>
        <translation>继续播放（空格）</translation>
    </message>
    <message>
        <source>Asking the recorder …</source>
        <translation>正在向录像机取流…</translation>
    </message>
    <message>
        <source>The recorder sends nothing more.</source>
        <translation>录像机没有继续送来画面。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>The recording ends here.</source>
        <translation>录像到此结束。</translation>
    </message>
    <message>
        <source>No recording: {why}</source>
        <translation>没有录像：{why}</translation>
    </message>
</context>
<context>
    <name>PointSheet</name>
    <message>
        <source>What holds this point</source>
        <translation>此处归属</translation>
    </message>
    <message>
        <source>Copy the coordinates</source>
        <translation>复制坐标</translation>
    </message>
    <message>
        <source>Hang the camera</source>
        <translation>摄像机上墙</translation>
    </message>
    <message>
        <source>Outside every grid</source>
        <translation>不在任何网格内</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>职能部门</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} 等，另有 {n} 个</translation>
    </message>
    <message>
        <source>Nearest camera</source>
        <translation>最近摄像机</translation>
    </message>
    <message>
        <source>Grid head</source>
        <translation>网格长</translation>
    </message>
    <message>
        <source>none is named</source>
        <translation>未指定</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>off duty</source>
        <translation>不在岗</translation>
    </message>
</context>
<context>
    <name>Presences</name>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>{state} {ago}</source>
        <translation>{state} {ago}</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>GeoJSON file</source>
        <translation>GeoJSON 文件</translation>
    </message>
    <message>
        <source>GB/T 28181 catalogue</source>
        <translation>GB/T 28181 目录</translation>
    </message>
    <message>
        <source>ONVIF</source>
        <translation>ONVIF</translation>
    </message>
    <message>
        <source>seen on the wall</source>
        <translation>电视墙所见</translation>
    </message>
    <message>
        <source>by the catalogue</source>
        <translation>目录所报</translation>
    </message>
    <message>
        <source>{state}, {by}</source>
        <translation>{state}（{by}）</translation>
    </message>
    <message>
        <source>State: {state}</source>
        <translation>状态：{state}</translation>
    </message>
    <message>
        <source>Place: {place}</source>
        <translation>位置：{place}</translation>
    </message>
    <message>
        <source>Tags: {tags}</source>
        <translation>标签：{tags}</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>来源：{source}</translation>
    </message>
</context>
<context>
    <name>PriorityBox</name>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>By category</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>By category: {priority}</source>
        <translation>按类别：{priority}</translation>
    </message>
</context>
<context>
    <name>PriorityToggle</name>
    <message>
        <source>Show {priority}</source>
        <translation>显示{priority}</translation>
    </message>
</context>
<context>
    <name>PtzKeep</name>
    <message>
        <source>Keep the view</source>
        <translation>保存预置位</translation>
    </message>
    <message>
        <source>Number of the view that is written over</source>
        <translation>被覆盖的预置位编号</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>As a new view</source>
        <translation>新建预置位</translation>
    </message>
    <message>
        <source>In place of {n}  {name}</source>
        <translation>覆盖 {n}  {name}</translation>
    </message>
    <message>
        <source>“{name}” is lost for all who use this camera. Type {n} to write over it.</source>
        <translation>“{name}”将对所有使用此摄像机的人丢失。输入 {n} 以确认覆盖。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>PtzMode</name>
    <message>
        <source>No address is known at which this camera takes orders to move.</source>
        <translation>此摄像机未登记云台控制地址。</translation>
    </message>
    <message>
        <source>Asking the camera…</source>
        <translation>正在询问摄像机…</translation>
    </message>
    <message>
        <source>The database is out of reach: no other desk is told that you move it.</source>
        <translation>数据库连不上：其他席位不知道您正在操控。</translation>
    </message>
    <message>
        <source>The camera was let go: nobody moved it for some minutes.</source>
        <translation>几分钟无人操作，已释放云台。</translation>
    </message>
    <message>
        <source>The camera is free again.</source>
        <translation>云台已空闲。</translation>
    </message>
    <message>
        <source>Take in hand</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>Take over…</source>
        <translation>接管…</translation>
    </message>
    <message>
        <source>Arrows, Page Up and Down</source>
        <translation>方向键转动，PgUp/PgDn 变倍</translation>
    </message>
</context>
<context>
    <name>PtzPad</name>
    <message>
        <source>Move the camera</source>
        <translation>云台控制</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Speed ([ slower, ] faster)</source>
        <translation>速度（[ 减速，] 加速）</translation>
    </message>
    <message>
        <source>Views of the camera (1 to 9)</source>
        <translation>预置位（1 至 9）</translation>
    </message>
    <message>
        <source>Keep this view</source>
        <translation>保存为预置位</translation>
    </message>
    <message>
        <source>Leave the camera (Esc)</source>
        <translation>退出云台控制（Esc）</translation>
    </message>
    <message>
        <source>Take the camera in hand (T)</source>
        <translation>占用云台（T）</translation>
    </message>
    <message>
        <source>Up and left</source>
        <translation>左上</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Up and right</source>
        <translation>右上</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Down and left</source>
        <translation>左下</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下</translation>
    </message>
    <message>
        <source>Down and right</source>
        <translation>右下</translation>
    </message>
    <message>
        <source>Zoom in (Page Up)</source>
        <translation>变倍放大（PgUp）</translation>
    </message>
    <message>
        <source>Zoom out (Page Down)</source>
        <translation>变倍缩小（PgDn）</translation>
    </message>
    <message>
        <source>The camera does not answer.</source>
        <translation>摄像机无应答。</translation>
    </message>
    <message>
        <source>The camera refuses the password of its record.</source>
        <translation>摄像机拒绝登记的密码。</translation>
    </message>
    <message>
        <source>The camera cannot move.</source>
        <translation>摄像机没有云台。</translation>
    </message>
    <message>
        <source>The camera is busy: try again in a moment.</source>
        <translation>摄像机正忙，请稍后再试。</translation>
    </message>
    <message>
        <source>The camera refuses to do it.</source>
        <translation>摄像机拒绝执行。</translation>
    </message>
</context>
<context>
    <name>PtzTakeOver</name>
    <message>
        <source>Take the camera over</source>
        <translation>接管云台</translation>
    </message>
    <message>
        <source>Reason, for the journal</source>
        <translation>理由（记入日志）</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QueueColumns</name>
    <message>
        <source>Pr</source>
        <translation>级</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Matter and place</source>
        <translation>事项与位置</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>历时</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时限</translation>
    </message>
    <message>
        <source>assigning …</source>
        <translation>派遣中 …</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>已排队</translation>
    </message>
    <message>
        <source>to approve</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>unpublished</source>
        <translation>未公布</translation>
    </message>
</context>
<context>
    <name>QueueMenu</name>
    <message>
        <source>Dispatch to</source>
        <translation>派遣给</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>转派给</translation>
    </message>
    <message>
        <source>Nobody on duty</source>
        <translation>无人在岗</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>No ticket matches.
Press Esc to clear the filter.</source>
        <translation>没有符合条件的工单。
按 Esc 清除筛选。</translation>
    </message>
    <message>
        <source>The queue is empty.
Press F2 to take in a ticket.</source>
        <translation>队列为空。
按 F2 新建工单。</translation>
    </message>
    <message>
        <source>The queue was empty.</source>
        <translation>当时队列为空。</translation>
    </message>
    <message>
        <source>+{n} new</source>
        <translation>+{n} 新</translation>
    </message>
    <message>
        <source>↑ {n} new</source>
        <translation>↑ {n} 新</translation>
    </message>
    <message>
        <source>New: {priority} {title}</source>
        <translation>新工单：{priority} {title}</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Ticket queue</source>
        <translation>工单队列</translation>
    </message>
    <message>
        <source>Open tickets. Enter opens one; drag it to a grid, a crew or a department to dispatch it.</source>
        <translation>未办结工单。回车打开；拖到网格、处置力量或职能部门即可派遣。</translation>
    </message>
</context>
<context>
    <name>QueuedBar</name>
    <message>
        <source>Queued, not done: {orders}.</source>
        <translation>已排队，尚未执行：{orders}。</translation>
    </message>
    <message>
        <source>Taken in at this desk, not yet at the city: the number comes with the link.</source>
        <translation>已在本席受理，尚未报到市里；链路恢复后取得正式编号。</translation>
    </message>
    <message>
        <source>What comes of it is known when the database answers.</source>
        <translation>结果待数据库恢复应答后方知。</translation>
    </message>
    <message>
        <source>Once that is done: {state}.</source>
        <translation>执行之后：{state}。</translation>
    </message>
</context>
<context>
    <name>RatingLegend</name>
    <message>
        <source>Four-colour rating</source>
        <translation>四色网格</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
</context>
<context>
    <name>ReadOut</name>
    <message>
        <source>Copy {place} ({system})</source>
        <translation>复制 {place}（{system}）</translation>
    </message>
    <message>
        <source>Longitude and latitude. WGS-84 and CGCS2000 have the same figures (within 10 cm); GCJ-02 is what published maps show.</source>
        <translation>经度、纬度。WGS-84 与 CGCS2000 数值相同（相差不到 10 厘米）；GCJ-02 是公开地图所用坐标。</translation>
    </message>
</context>
<context>
    <name>RedrawDialog</name>
    <message>
        <source>Keep the boundary</source>
        <translation>保存边界</translation>
    </message>
    <message>
        <source>{grid}: {before} → {after}</source>
        <translation>{grid}：{before} → {after}</translation>
    </message>
</context>
<context>
    <name>RegionChooser</name>
    <message>
        <source>Tour a region, a grid or a tag</source>
        <translation>轮巡区域、网格或标签</translation>
    </message>
    <message>
        <source>Name, first letters or code</source>
        <translation>名称、首字母或编码</translation>
    </message>
    <message>
        <source>Find a region</source>
        <translation>查找区域</translation>
    </message>
    <message>
        <source>Regions with cameras</source>
        <translation>有摄像机的区域</translation>
    </message>
    <message>
        <source>No region with cameras matches.</source>
        <translation>没有相符的、有摄像机的区域。</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>轮巡</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename {grid}</source>
        <translation>{grid}改名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>RequestBar</name>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refuse …</source>
        <translation>驳回…</translation>
    </message>
    <message>
        <source>{by} asks: {verb}</source>
        <translation>{by} 申请：{verb}</translation>
    </message>
    <message>
        <source> · {hours} h more</source>
        <translation> · 延长 {hours} 小时</translation>
    </message>
    <message>
        <source> · until {time}</source>
        <translation> · 至 {time}</translation>
    </message>
</context>
<context>
    <name>RunCardView</name>
    <message>
        <source>Run card: {name}</source>
        <translation>预案：{name}</translation>
    </message>
    <message>
        <source>No run card for matters of this kind</source>
        <translation>此类事项没有预案</translation>
    </message>
    <message>
        <source>Leads: {who}</source>
        <translation>主办：{who}</translation>
    </message>
    <message>
        <source>Helps: {who}</source>
        <translation>协办：{who}</translation>
    </message>
    <message>
        <source>Lacking: {what}</source>
        <translation>缺少：{what}</translation>
    </message>
    <message>
        <source>Nobody whom it names can be sent now.</source>
        <translation>预案所列力量目前均无法派遣。</translation>
    </message>
    <message>
        <source>Send all {n} (Ctrl+Shift+Return)</source>
        <translation>全部派遣 {n}（Ctrl+Shift+Return）</translation>
    </message>
    <message>
        <source>Hang its {n} cameras (Shift+F7)</source>
        <translation>预案视频上墙 {n}（Shift+F7）</translation>
    </message>
    <message>
        <source>crew</source>
        <translation>处置力量</translation>
    </message>
    <message>
        <source>{n} × {kind} with {skills}</source>
        <translation>{n} 个{kind}（{skills}）</translation>
    </message>
    <message>
        <source>{n} × {kind}</source>
        <translation>{n} 个{kind}</translation>
    </message>
</context>
<context>
    <name>Salvo</name>
    <message>
        <source>Sending to “{wall}” …</source>
        <translation>正在上屏到“{wall}”…</translation>
    </message>
    <message>
        <source>“{wall}” does not answer.</source>
        <translation>“{wall}”没有应答。</translation>
    </message>
    <message>
        <source>“{wall}” shows it.</source>
        <translation>“{wall}”已显示。</translation>
    </message>
    <message>
        <source>The database is out of reach. Nothing was sent.</source>
        <translation>数据库连不上，内容没有发出。</translation>
    </message>
</context>
<context>
    <name>SaveForm</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Rename the layout</source>
        <translation>布局改名</translation>
    </message>
    <message>
        <source>Number {number} is “{name}”, saved by {by}: it would be written over.</source>
        <translation>编号 {number} 是“{name}”，由{by}保存：保存将覆盖它。</translation>
    </message>
    <message>
        <source>Your roles do not save layouts.</source>
        <translation>您的角色不能保存布局。</translation>
    </message>
    <message>
        <source>Save over {number}</source>
        <translation>覆盖 {number}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>For</source>
        <translation>归属</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>SavedWindow</name>
    <message>
        <source>Saved layouts</source>
        <translation>已存布局</translation>
    </message>
    <message>
        <source>Number, then Enter</source>
        <translation>输入编号，按回车</translation>
    </message>
    <message>
        <source>Number of the layout to open</source>
        <translation>要打开的布局编号</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Tour these</source>
        <translation>轮巡所选</translation>
    </message>
    <message>
        <source>Send to a wall …</source>
        <translation>上屏…</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>归属</translation>
    </message>
    <message>
        <source>Stays, s</source>
        <translation>停留（秒）</translation>
    </message>
    <message>
        <source>Saved by</source>
        <translation>保存人</translation>
    </message>
    <message>
        <source>Nothing is saved yet.
Ctrl+S saves what hangs on the wall.</source>
        <translation>还没有保存过布局。
按 Ctrl+S 保存电视墙上的画面。</translation>
    </message>
    <message>
        <source>Select two layouts or more to tour them</source>
        <translation>选两个或更多布局才能轮巡</translation>
    </message>
    <message>
        <source>Nothing is saved under {number}.</source>
        <translation>编号 {number} 下没有保存布局。</translation>
    </message>
    <message>
        <source>Remove “{name}” for good?</source>
        <translation>确定删除“{name}”？</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select one layout first, then the screen.</source>
        <translation>请先选中一个布局，再选屏幕。</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>{desk} · screen {n}</source>
        <translation>{desk} · 屏 {n}</translation>
    </message>
</context>
<context>
    <name>SendMenu</name>
    <message>
        <source>&amp;0  Choose among all crews …</source>
        <translation>&amp;0  从全部力量中选择…</translation>
    </message>
</context>
<context>
    <name>SendingAway</name>
    <message>
        <source>Name of the wall</source>
        <translation>电视墙名称</translation>
    </message>
    <message>
        <source>What the wall on screen {n} is called at the centre</source>
        <translation>屏幕 {n} 的电视墙在本中心叫什么</translation>
    </message>
</context>
<context>
    <name>SensorSign</name>
    <message>
        <source>S</source>
        <translation>烟</translation>
    </message>
    <message>
        <source>G</source>
        <translation>气</translation>
    </message>
    <message>
        <source>E</source>
        <translation>电</translation>
    </message>
    <message>
        <source>W</source>
        <translation>水</translation>
    </message>
    <message>
        <source>T</source>
        <translation>倾</translation>
    </message>
    <message>
        <source>M</source>
        <translation>井</translation>
    </message>
    <message>
        <source>•</source>
        <translation>感</translation>
    </message>
</context>
<context>
    <name>Shades</name>
    <message>
        <source>{value} ({above} ÷ {below})</source>
        <translation>{value}（{above} ÷ {below}）</translation>
    </message>
    <message>
        <source>{region}: {indicator} {figure}</source>
        <translation>{region}：{indicator} {figure}</translation>
    </message>
</context>
<context>
    <name>ShadesChoice</name>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Level of the regions</source>
        <translation>区划层级</translation>
    </message>
</context>
<context>
    <name>ShadesLegend</name>
    <message>
        <source>An indicator by region</source>
        <translation>指标分区图</translation>
    </message>
    <message>
        <source>{dash} nothing to count</source>
        <translation>{dash} 无可统计</translation>
    </message>
    <message>
        <source>counting …</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>All together: {figure}</source>
        <translation>合计：{figure}</translation>
    </message>
</context>
<context>
    <name>Shaping</name>
    <message>
        <source>More than two borders meet here, or a grid would have no area: this corner stays.</source>
        <translation>这里有多条边界交汇，或删除后网格将没有面积：此拐点须保留。</translation>
    </message>
    <message>
        <source>Nothing was moved yet.</source>
        <translation>还没有移动任何拐点。</translation>
    </message>
    <message>
        <source>{grid} meets here, and is not yours to draw.</source>
        <translation>这里与{grid}相接，您无权改动它。</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Queued, not done: it is saved when the database answers.</source>
        <translation>已排队，尚未保存：数据库应答后保存。</translation>
    </message>
    <message>
        <source>The database is out of reach. Nothing was saved: try again.</source>
        <translation>数据库连不上，没有保存：请再试。</translation>
    </message>
</context>
<context>
    <name>ShiftButton</name>
    <message>
        <source>Shift …</source>
        <translation>班次 …</translation>
    </message>
    <message>
        <source>Nobody signs in here: no operator of this database has a password.</source>
        <translation>此数据库没有设置密码的操作员，无需登录。</translation>
    </message>
    <message>
        <source>Off shift</source>
        <translation>未上岗</translation>
    </message>
    <message>
        <source>{name} is not on shift.</source>
        <translation>{name} 未上岗。</translation>
    </message>
    <message>
        <source>{name} is on shift since {time}.</source>
        <translation>{name} 自 {time} 起在岗。</translation>
    </message>
    <message>
        <source>Begin the shift</source>
        <translation>上岗</translation>
    </message>
    <message>
        <source>End the shift</source>
        <translation>下岗</translation>
    </message>
    <message>
        <source>On shift since {time}</source>
        <translation>{time} 起在岗</translation>
    </message>
</context>
<context>
    <name>SideSheet</name>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>GridDesk</source>
        <translation>网格指挥台</translation>
    </message>
    <message>
        <source>Keep it in the keyring</source>
        <translation>将密码保存在系统密钥环中</translation>
    </message>
    <message>
        <source>Somebody else chose your password. Choose one of your own, of at least {least} letters.</source>
        <translation>当前密码由他人设置。请改为自己的密码，至少 {least} 个字符。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>指挥中心</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Server: {place}</source>
        <translation>服务器：{place}</translation>
    </message>
    <message>
        <source>The system keeps it for this user, as it keeps the passwords of other programs.</source>
        <translation>由操作系统为当前用户保管，与其他程序的密码一样。</translation>
    </message>
    <message>
        <source>No keyring here: typed each time</source>
        <translation>本机没有密钥环：每次输入密码</translation>
    </message>
    <message>
        <source>The system of this computer keeps no passwords for programs.</source>
        <translation>本机的操作系统不为程序保管密码。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>A password of your own</source>
        <translation>设置自己的密码</translation>
    </message>
    <message>
        <source>At which centre?</source>
        <translation>选择指挥中心</translation>
    </message>
    <message>
        <source>Change and sign in</source>
        <translation>修改并登录</translation>
    </message>
    <message>
        <source>Take the seat</source>
        <translation>进入席位</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>两次输入的密码不一致。</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>Whoever worked here within a day may sign in all the same: with what this desk knew, and orders are kept until the server answers.</source>
        <translation>一天之内在本席登录过的人员仍可登录：先显示本席最后所知的态势，指令留存在本席，待服务器应答后发送。</translation>
    </message>
    <message>
        <source>Wait {seconds} s</source>
        <translation>请等待 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>SiteSign</name>
    <message>
        <source>S</source>
        <translation>学</translation>
    </message>
    <message>
        <source>H</source>
        <translation>医</translation>
    </message>
    <message>
        <source>C</source>
        <translation>养</translation>
    </message>
    <message>
        <source>M</source>
        <translation>商</translation>
    </message>
    <message>
        <source>K</source>
        <translation>市</translation>
    </message>
    <message>
        <source>P</source>
        <translation>园</translation>
    </message>
    <message>
        <source>T</source>
        <translation>站</translation>
    </message>
    <message>
        <source>V</source>
        <translation>馆</translation>
    </message>
    <message>
        <source>E</source>
        <translation>企</translation>
    </message>
    <message>
        <source>!</source>
        <translation>危</translation>
    </message>
    <message>
        <source>•</source>
        <translation>点</translation>
    </message>
</context>
<context>
    <name>SitesView</name>
    <message>
        <source>Households and sites</source>
        <translation>户与点位</translation>
    </message>
    <message>
        <source>Household or site</source>
        <translation>户 / 点位</translation>
    </message>
    <message>
        <source>Lines done</source>
        <translation>完成项</translation>
    </message>
    <message>
        <source>{by}, version {n}</source>
        <translation>{by}，第 {n} 次登记</translation>
    </message>
    <message>
        <source>{done} of {all} lines done</source>
        <translation>{all} 项完成 {done} 项</translation>
    </message>
    <message>
        <source>Note …</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Note: places and things, no names and no numbers of persons. F2 writes it.</source>
        <translation>备注：只写地点和事物，不写姓名和个人号码。按 F2 填写。</translation>
    </message>
</context>
<context>
    <name>SpanGrip</name>
    <message>
        <source>Draw the tile over several cells (Shift+arrows)</source>
        <translation>拖动使画面占多格（Shift+方向键）</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Split {grid}</source>
        <translation>拆分{grid}</translation>
    </message>
    <message>
        <source>Code of part {n}</source>
        <translation>第 {n} 部分编码</translation>
    </message>
    <message>
        <source>Name of part {n} ({area})</source>
        <translation>第 {n} 部分名称（{area}）</translation>
    </message>
    <message>
        <source>{grid} is retired; its open tickets keep it. New ones lie in the parts.</source>
        <translation>{grid}将停用，未结工单仍记在原网格，新工单归入各部分。</translation>
    </message>
    <message>
        <source>Part {n}</source>
        <translation>第 {n} 部分</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Show the orders that wait here for the database</source>
        <translation>查看在此等待数据库的指令</translation>
    </message>
    <message>
        <source>Show these in the queue</source>
        <translation>在队列中只看这些</translation>
    </message>
    <message>
        <source>{priority}: {n} open</source>
        <translation>{priority}：未办结 {n}</translation>
    </message>
    <message>
        <source>Unsigned {n}</source>
        <translation>未签收 {n}</translation>
    </message>
    <message>
        <source>Nearly due {n}</source>
        <translation>将到期 {n}</translation>
    </message>
    <message>
        <source>Overdue {n}</source>
        <translation>超期 {n}</translation>
    </message>
    <message>
        <source>Supervised {n}</source>
        <translation>督办 {n}</translation>
    </message>
    <message>
        <source>To approve {n}</source>
        <translation>待审批 {n}</translation>
    </message>
    <message>
        <source>The database is out of reach. Press to load again.</source>
        <translation>数据库无法连接。点击重新加载。</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>链路正常</translation>
    </message>
    <message>
        <source>Queued {n}</source>
        <translation>已排队 {n}</translation>
    </message>
    <message>
        <source>To look at {n}</source>
        <translation>待核对 {n}</translation>
    </message>
</context>
<context>
    <name>StreamHealth</name>
    <message>
        <source>Video health</source>
        <translation>视频运行情况</translation>
    </message>
    <message>
        <source>Video health: online rate, outages ({key})</source>
        <translation>视频运行情况：在线率、中断（{key}）</translation>
    </message>
</context>
<context>
    <name>ThemeCommand</name>
    <message>
        <source>Day theme</source>
        <translation>日间主题</translation>
    </message>
    <message>
        <source>Night theme</source>
        <translation>夜间主题</translation>
    </message>
</context>
<context>
    <name>ThingSheet</name>
    <message>
        <source>What is known of it</source>
        <translation>查看详情</translation>
    </message>
    <message>
        <source>Nearest cameras</source>
        <translation>最近摄像机</translation>
    </message>
    <message>
        <source>New ticket here</source>
        <translation>在此新建工单</translation>
    </message>
    <message>
        <source>What is around it</source>
        <translation>周边内容</translation>
    </message>
    <message>
        <source>Key site</source>
        <translation>重点场所</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>物联感知设备</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>职能部门</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>所属区域</translation>
    </message>
    <message>
        <source>Select its alarms</source>
        <translation>选中报警工单</translation>
    </message>
    <message>
        <source>Select what it has</source>
        <translation>选中在办工单</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>最近上报</translation>
    </message>
    <message>
        <source>never</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 项</translation>
    </message>
</context>
<context>
    <name>Thumbnail</name>
    <message>
        <source>Show the selected layout on {name}</source>
        <translation>在“{name}”上显示所选布局</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Screens and walls that a layout can be shown on</source>
        <translation>可显示布局的屏幕和电视墙</translation>
    </message>
    <message>
        <source>Drag a layout onto a screen, or select it and press Enter there</source>
        <translation>把布局拖到屏幕上；或选中布局，再到屏幕上按回车</translation>
    </message>
</context>
<context>
    <name>TicketCard</name>
    <message>
        <source>Run card</source>
        <translation>预案</translation>
    </message>
    <message>
        <source>Whom to send, what to look at and what to see to</source>
        <translation>派谁、看什么、注意什么</translation>
    </message>
    <message>
        <source>Merge into it</source>
        <translation>并入此单</translation>
    </message>
    <message>
        <source>Choose a ticket in the queue, or press F2 to take one in.</source>
        <translation>请在队列中选择工单，或按 F2 新建。</translation>
    </message>
    <message>
        <source>{n} tickets</source>
        <translation>{n} 件工单</translation>
    </message>
    <message>
        <source>{verb}: {whom}. Type {count} to confirm.</source>
        <translation>{verb}：{whom}。输入 {count} 确认。</translation>
    </message>
    <message>
        <source>Nobody was sent: there is no candidate here now.</source>
        <translation>尚未派单：此处暂无候选力量。</translation>
    </message>
    <message>
        <source>{verb} {whom}: what is the answer?</source>
        <translation>{verb} {whom}：如何答复？</translation>
    </message>
    <message>
        <source>{verb} {whom}: what was done?</source>
        <translation>{verb} {whom}：处置结果是什么？</translation>
    </message>
    <message>
        <source>{verb} {whom}: for what reason?</source>
        <translation>{verb} {whom}：理由是什么？</translation>
    </message>
    <message>
        <source>{verb} {whom}: between whom, by whom, and how does it stand?</source>
        <translation>{verb} {whom}：当事人、调解员和调解情况？</translation>
    </message>
    <message>
        <source>{verb} {whom}: anything to note?</source>
        <translation>{verb} {whom}：有何备注？</translation>
    </message>
    <message>
        <source>{verb} {whom}: into which ticket, and why?</source>
        <translation>{verb} {whom}：并入哪张工单，原因是什么？</translation>
    </message>
    <message>
        <source>{verb} {whom}: to whom?</source>
        <translation>{verb} {whom}：交给谁？</translation>
    </message>
    <message>
        <source>Facts and history of the ticket</source>
        <translation>工单详情与历史</translation>
    </message>
</context>
<context>
    <name>TilePainter</name>
    <message>
        <source>Tile {n}</source>
        <translation>{n} 号位</translation>
    </message>
    <message>
        <source>again in {n} s, R: now</source>
        <translation>{n} 秒后重连，按 R 立即重连</translation>
    </message>
    <message>
        <source>lag {n} s</source>
        <translation>延时 {n} s</translation>
    </message>
    <message>
        <source>Drop a camera, or type its number and Enter</source>
        <translation>拖入摄像机，或输入编号后按回车</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>History</source>
        <translation>办理过程</translation>
    </message>
    <message>
        <source>(imported)</source>
        <translation>（导入）</translation>
    </message>
    <message>
        <source>· in spite of: {warnings}</source>
        <translation>· 提示后仍派遣：{warnings}</translation>
    </message>
    <message>
        <source>“{verb}”</source>
        <translation>“{verb}”</translation>
    </message>
    <message>
        <source>· copied to {centre}</source>
        <translation>· 抄送{centre}</translation>
    </message>
    <message>
        <source>{hours} h more</source>
        <translation>延长 {hours} 小时</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>至 {time}</translation>
    </message>
    <message>
        <source>satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>not satisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>· {s} s</source>
        <translation>· {s} 秒</translation>
    </message>
    <message>
        <source>· ends early, the camera was lost</source>
        <translation>· 摄像机中断，提前结束</translation>
    </message>
    <message>
        <source>· ended by hand</source>
        <translation>· 人工结束</translation>
    </message>
    <message>
        <source>· answer to the source queued</source>
        <translation>· 已生成对来源的答复，待送达</translation>
    </message>
    <message>
        <source>every {days} days, {times} times</source>
        <translation>每 {days} 天一次，共 {times} 次</translation>
    </message>
    <message>
        <source>· follow-up of {number}</source>
        <translation>· {number} 的回头看</translation>
    </message>
    <message>
        <source>What changed: {line}</source>
        <translation>变更内容：{line}</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Hide what changed</source>
        <translation>收起变更</translation>
    </message>
    <message>
        <source>Show what changed</source>
        <translation>展开变更</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Take what lies in a box (Shift and drag)</source>
        <translation>框选（Shift+拖动）</translation>
    </message>
    <message>
        <source>Take what lies inside a line drawn by hand (Ctrl and drag)</source>
        <translation>手绘圈选（Ctrl+拖动）</translation>
    </message>
    <message>
        <source>Choose a grid by keys (Space)</source>
        <translation>用键盘选择网格（空格）</translation>
    </message>
    <message>
        <source>Find a place (Ctrl+G)</source>
        <translation>查找地点（Ctrl+G）</translation>
    </message>
    <message>
        <source>Whole jurisdiction (Home)</source>
        <translation>全辖区（Home）</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>缩小（-）</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
</context>
<context>
    <name>TourBar</name>
    <message>
        <source>Previous page (Shift+F9)</source>
        <translation>上一页（Shift+F9）</translation>
    </message>
    <message>
        <source>Pause tour (F10)</source>
        <translation>暂停轮巡（F10）</translation>
    </message>
    <message>
        <source>Next page (F9)</source>
        <translation>下一页（F9）</translation>
    </message>
    <message>
        <source>End tour</source>
        <translation>结束轮巡</translation>
    </message>
    <message>
        <source>Time left on this page</source>
        <translation>本页剩余时间</translation>
    </message>
    <message>
        <source> s a page</source>
        <translation> 秒/页</translation>
    </message>
    <message>
        <source>Seconds a page stays</source>
        <translation>每页停留秒数</translation>
    </message>
    <message>
        <source>Tour {page} of {pages}</source>
        <translation>轮巡 {page} / {pages}</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>剩 {n} 秒</translation>
    </message>
    <message>
        <source>Resume tour (F10)</source>
        <translation>继续轮巡（F10）</translation>
    </message>
    <message>
        <source>Paused · goes on in {n} s</source>
        <translation>已暂停 · {n} 秒后继续</translation>
    </message>
    <message>
        <source>Paused · F10 goes on</source>
        <translation>已暂停 · 按 F10 继续</translation>
    </message>
</context>
<context>
    <name>Touring</name>
    <message>
        <source>Box on the map</source>
        <translation>地图框选区域</translation>
    </message>
    <message>
        <source>Area on the map</source>
        <translation>地图区域</translation>
    </message>
</context>
<context>
    <name>Upkeep</name>
    <message>
        <source>The map does not load. It is tried again.</source>
        <translation>地图未能载入，正在重试。</translation>
    </message>
    <message>
        <source>The map ends again and again. It is tried again in {n} s; everything else goes on.</source>
        <translation>地图一再退出，{n} 秒后重试；其他功能照常。</translation>
    </message>
    <message>
        <source>Load now</source>
        <translation>立即载入</translation>
    </message>
</context>
<context>
    <name>VerbBar</name>
    <message>
        <source>More for this ticket</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>More for this ticket (Ctrl+J)</source>
        <translation>本单更多操作 (Ctrl+J)</translation>
    </message>
</context>
<context>
    <name>WallBar</name>
    <message>
        <source>Save the layout …</source>
        <translation>保存布局…</translation>
    </message>
    <message>
        <source>Saved layouts …</source>
        <translation>已存布局…</translation>
    </message>
    <message>
        <source>Tour the listed cameras</source>
        <translation>轮巡列表中的摄像机</translation>
    </message>
    <message>
        <source>Tour a region, grid or tag …</source>
        <translation>轮巡区域、网格或标签…</translation>
    </message>
    <message>
        <source>Tour saved layouts …</source>
        <translation>轮巡已存布局…</translation>
    </message>
    <message>
        <source>Saved layouts</source>
        <translation>已存布局</translation>
    </message>
    <message>
        <source>List of cameras</source>
        <translation>摄像机列表</translation>
    </message>
    <message>
        <source>Tour, or pause it (F10)</source>
        <translation>轮巡，或暂停（F10）</translation>
    </message>
    <message>
        <source>Send to another wall or screen</source>
        <translation>上屏到其他屏幕或电视墙</translation>
    </message>
    <message>
        <source>Wall on other screen (Ctrl+F11)</source>
        <translation>电视墙移到另一屏（Ctrl+F11）</translation>
    </message>
    <message>
        <source>Tile to full screen (F11)</source>
        <translation>分屏全屏（F11）</translation>
    </message>
    <message>
        <source>This workstation</source>
        <translation>本工作站</translation>
    </message>
    <message>
        <source>Screen {n}</source>
        <translation>屏幕 {n}</translation>
    </message>
    <message>
        <source>Name the wall “{name}” …</source>
        <translation>给电视墙“{name}”改名…</translation>
    </message>
    <message>
        <source>Wall on screen {n} as a process of its own</source>
        <translation>屏幕 {n} 的电视墙作为独立进程</translation>
    </message>
    <message>
        <source>Walls of the centre</source>
        <translation>本中心的电视墙</translation>
    </message>
    <message>
        <source>Asking which are there …</source>
        <translation>正在查询在线的电视墙…</translation>
    </message>
    <message>
        <source>None is there now</source>
        <translation>现在没有在线的</translation>
    </message>
    <message>
        <source>Tour the {n} cameras in the box on the map</source>
        <translation>轮巡地图框选的 {n} 个摄像机</translation>
    </message>
    <message>
        <source>Tour a box drawn on the map</source>
        <translation>轮巡地图框选区域（先在地图上框选）</translation>
    </message>
    <message>
        <source>Saved layouts (Alt+L)</source>
        <translation>已存布局（Alt+L）</translation>
    </message>
    <message>
        <source>Saved layout {name}</source>
        <translation>已存布局 {name}</translation>
    </message>
</context>
<context>
    <name>WallEvidence</name>
    <message>
        <source>Picture to ticket{number}</source>
        <translation>截图附到工单{number}</translation>
    </message>
    <message>
        <source>End the clip now and keep it</source>
        <translation>立即结束录像并留存</translation>
    </message>
    <message>
        <source>Drop the clip</source>
        <translation>放弃这段录像</translation>
    </message>
    <message>
        <source>Clip to ticket{number}: last and next 30 s</source>
        <translation>录像附到工单{number}：前后各 30 秒</translation>
    </message>
</context>
<context>
    <name>WallPanel</name>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Move the camera</source>
        <translation>云台控制</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上定位</translation>
    </message>
    <message>
        <source>Pin the ticket in focus</source>
        <translation>钉上当前工单</translation>
    </message>
    <message>
        <source>Take the ticket off</source>
        <translation>取下工单</translation>
    </message>
    <message>
        <source>Clear the tile</source>
        <translation>清空分屏</translation>
    </message>
    <message>
        <source>The wall is on its own screen</source>
        <translation>电视墙正在独立屏幕上显示</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>收回</translation>
    </message>
</context>
<context>
    <name>WallPlayback</name>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>Play back…</source>
        <translation>回放录像…</translation>
    </message>
</context>
<context>
    <name>WallStreams</name>
    <message>
        <source>Main stream</source>
        <translation>主码流</translation>
    </message>
    <message>
        <source>Sub-stream</source>
        <translation>子码流</translation>
    </message>
    <message>
        <source>{stream}: {why}</source>
        <translation>{stream}：{why}</translation>
    </message>
    <message>
        <source>decoded by the processor, because the hardware could not be had</source>
        <translation>硬件解码不可用，改由处理器解码</translation>
    </message>
    <message>
        <source>MAIN</source>
        <translation>主码流</translation>
    </message>
    <message>
        <source>SUB</source>
        <translation>子码流</translation>
    </message>
    <message>
        <source>SW</source>
        <translation>软解</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>码流</translation>
    </message>
    <message>
        <source>Choose by size and load</source>
        <translation>按大小和负载自动选择</translation>
    </message>
    <message>
        <source>Hold the main stream</source>
        <translation>锁定主码流</translation>
    </message>
    <message>
        <source>Hold the sub-stream</source>
        <translation>锁定子码流</translation>
    </message>
    <message>
        <source>the tile is large enough</source>
        <translation>画面格够大</translation>
    </message>
    <message>
        <source>the tile is small</source>
        <translation>画面格小</translation>
    </message>
    <message>
        <source>the size asks for no change</source>
        <translation>画面格大小无需切换</translation>
    </message>
    <message>
        <source>the tile fills the screen, or is zoomed into</source>
        <translation>画面占满屏幕或已放大</translation>
    </message>
    <message>
        <source>held by hand</source>
        <translation>已手动锁定</translation>
    </message>
    <message>
        <source>the camera has no other stream</source>
        <translation>该摄像机没有其他码流</translation>
    </message>
    <message>
        <source>many tiles are on the wall</source>
        <translation>墙上画面较多</translation>
    </message>
    <message>
        <source>this workstation would decode too much</source>
        <translation>超出本席解码能力</translation>
    </message>
    <message>
        <source>the processor was short</source>
        <translation>处理器吃紧</translation>
    </message>
    <message>
        <source>the pictures came late</source>
        <translation>画面到得太晚</translation>
    </message>
    <message>
        <source>the main stream does not come</source>
        <translation>主码流无画面</translation>
    </message>
</context>
<context>
    <name>WallView</name>
    <message>
        <source>Video wall</source>
        <translation>电视墙</translation>
    </message>
    <message>
        <source>Pin {ticket} here</source>
        <translation>把 {ticket} 钉在此处</translation>
    </message>
    <message>
        <source>Exchange with tile {n}</source>
        <translation>与 {n} 号位互换</translation>
    </message>
    <message>
        <source>Hang {n} cameras</source>
        <translation>{n} 路摄像机上墙</translation>
    </message>
    <message>
        <source>Hang {camera} here</source>
        <translation>{camera} 在此上墙</translation>
    </message>
    <message>
        <source>Camera {n}, Enter</source>
        <translation>摄像机 {n}，回车</translation>
    </message>
</context>
<context>
    <name>WallWindow</name>
    <message>
        <source>GridDesk wall</source>
        <translation>网格指挥台电视墙</translation>
    </message>
</context>
<context>
    <name>WorkshopWindow</name>
    <message>
        <source>Grid workshop – GridDesk</source>
        <translation>网格工坊 – 网格指挥台</translation>
    </message>
    <message>
        <source>Name, code, or pinyin initials</source>
        <translation>名称、编码或拼音首字母</translation>
    </message>
    <message>
        <source>Search grids</source>
        <translation>查找网格</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>No grid matches.
Press Esc to clear the words.</source>
        <translation>没有匹配的网格。
按 Esc 清空。</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>%n grids</source>
        <translation>
            <numerusform>%n 个网格</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} of {all} grids</source>
        <translation>{n} / {all} 个网格</translation>
    </message>
</context>
<context>
    <name>Workstation</name>
    <message>
        <source>{who} changed your seat: what was taken from it is refused from now on. Sign in anew.</source>
        <translation>{who} 更改了您的席位：被收回的权限即刻失效，请重新登录。</translation>
    </message>
</context>
<context>
    <name>WriteFile</name>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Name a file to write to.</source>
        <translation>请填写文件名。</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
</context>
<context>
    <name>WriteHealthFile</name>
    <message>
        <source>Video health as a file</source>
        <translation>导出视频运行情况</translation>
    </message>
    <message>
        <source>Report of video health</source>
        <translation>视频运行情况报表</translation>
    </message>
    <message>
        <source>{centre}_video_health_{days}</source>
        <translation>{centre}_视频运行情况_{days}</translation>
    </message>
    <message>
        <source>Written: {n} lines</source>
        <translation>已写入 {n} 行</translation>
    </message>
</context>
<context>
    <name>WriteMapFile</name>
    <message>
        <source>GeoJSON: what is selected</source>
        <translation>GeoJSON：选中的内容</translation>
    </message>
    <message>
        <source>GeoJSON: what is in view</source>
        <translation>GeoJSON：当前视野内的内容</translation>
    </message>
    <message>
        <source>Map as a file</source>
        <translation>导出地图</translation>
    </message>
    <message>
        <source>{centre}_map_{day}</source>
        <translation>{centre}_地图_{day}</translation>
    </message>
    <message>
        <source>Report with a map</source>
        <translation>带图报告</translation>
    </message>
    <message>
        <source>Written: {n} things</source>
        <translation>已写入 {n} 个对象</translation>
    </message>
    <message>
        <source>Picture of the view (PNG)</source>
        <translation>当前视野图片（PNG）</translation>
    </message>
    <message>
        <source>Page for reports, needs no network (HTML)</source>
        <translation>报告网页，无需网络（HTML）</translation>
    </message>
</context>
<context>
    <name>WriteReport</name>
    <message>
        <source>Indicators as a file</source>
        <translation>导出考核指标</translation>
    </message>
    <message>
        <source>Report of indicators</source>
        <translation>考核指标报表</translation>
    </message>
    <message>
        <source>{centre}_indicators_{days}</source>
        <translation>{centre}_考核指标_{days}</translation>
    </message>
    <message numerus="yes">
        <source>Written: %n rows</source>
        <translation>
            <numerusform>已写入 %n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Typing</name>
    <message>
        <source>Type the first letters to choose</source>
        <translation>键入拼音首字母选择</translation>
    </message>
</context>
<context>
    <name>changes</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>处置人</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Reworks</source>
        <translation>返工次数</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退回次数</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>转派次数</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>延期次数</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>重开次数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>clock_text</name>
    <message>
        <source>{hours} h {minutes}</source>
        <translation>{hours}时{minutes}分</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days} 天</translation>
    </message>
    <message>
        <source>over {time}</source>
        <translation>超 {time}</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>{time} 前</translation>
    </message>
</context>
<context>
    <name>docks</name>
    <message>
        <source>Close this panel</source>
        <translation>关闭此面板</translation>
    </message>
    <message>
        <source>Close these panels</source>
        <translation>关闭这组面板</translation>
    </message>
    <message>
        <source>All panels here</source>
        <translation>此处的全部面板</translation>
    </message>
    <message>
        <source>Into a window of its own</source>
        <translation>移到独立窗口</translation>
    </message>
    <message>
        <source>Put to the edge</source>
        <translation>收到边栏</translation>
    </message>
    <message>
        <source>Make small</source>
        <translation>最小化</translation>
    </message>
</context>
<context>
    <name>ground_words</name>
    <message>
        <source>Crosses itself</source>
        <translation>自相交叉</translation>
    </message>
    <message>
        <source>No boundary</source>
        <translation>没有边界</translation>
    </message>
    <message>
        <source>Code does not fit</source>
        <translation>编码不符</translation>
    </message>
    <message>
        <source>Wrong parent</source>
        <translation>上级不符</translation>
    </message>
    <message>
        <source>Drawn twice</source>
        <translation>重复绘制</translation>
    </message>
    <message>
        <source>Beyond its parent</source>
        <translation>超出上级</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>空隙</translation>
    </message>
    <message>
        <source>Sliver</source>
        <translation>细缝</translation>
    </message>
    <message>
        <source>Draw the boundary anew, or import it again from a file where it does not cross itself.</source>
        <translation>请重画边界，或从没有自相交叉的文件重新导入。</translation>
    </message>
    <message>
        <source>Import its boundary: until then no place lies in it.</source>
        <translation>请导入它的边界：在此之前没有位置落在其中。</translation>
    </message>
    <message>
        <source>A code begins with its parent&apos;s. Merge it into a grid with the right code.</source>
        <translation>编码应以上级编码开头。请把它合并到编码正确的网格。</translation>
    </message>
    <message>
        <source>It lies on another region&apos;s ground: redraw it, or give it a code under that region by a split.</source>
        <translation>它位于其他区划内：请重画，或通过拆分给它该区划下的编码。</translation>
    </message>
    <message>
        <source>Two grids have the same ground: merge them into one.</source>
        <translation>两个网格占同一块地：请合并为一个。</translation>
    </message>
    <message>
        <source>Draw its boundary back into its parent.</source>
        <translation>请把边界画回上级范围内。</translation>
    </message>
    <message>
        <source>Places there go to the lower code. Draw one of the two back: corners snap to the neighbour&apos;s.</source>
        <translation>重叠处的位置归编码较小者。请把其中一个画回去：拐点会吸附到相邻网格。</translation>
    </message>
    <message>
        <source>Tickets there have no grid. Draw a neighbour over it: corners snap to the borders around.</source>
        <translation>此处的工单没有网格。请把相邻网格画过来：拐点会吸附到周围边界。</translation>
    </message>
    <message>
        <source>One line was drawn twice. Snap the corners of one grid to the other&apos;s (Space).</source>
        <translation>同一条界线画了两遍。请把一个网格的拐点吸附到另一个（空格）。</translation>
    </message>
    <message>
        <source>● error</source>
        <translation>● 错误</translation>
    </message>
    <message>
        <source>▲ warning</source>
        <translation>▲ 警告</translation>
    </message>
    <message>
        <source>○ note</source>
        <translation>○ 提示</translation>
    </message>
    <message>
        <source>{n} m²</source>
        <translation>{n} 平方米</translation>
    </message>
    <message>
        <source>{n} ha</source>
        <translation>{n} 公顷</translation>
    </message>
    <message>
        <source>on duty</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>off duty</source>
        <translation>不在岗</translation>
    </message>
    <message>
        <source>Head: {names}. At home here: {n}</source>
        <translation>网格长：{names}。所属 {n} 人</translation>
    </message>
    <message>
        <source>No head yet. At home here: {n}</source>
        <translation>尚无网格长。所属 {n} 人</translation>
    </message>
</context>
<context>
    <name>inputs</name>
    <message>
        <source>Look at it again on</source>
        <translation>复查时间</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>交给谁</translation>
    </message>
    <message>
        <source>To which centre</source>
        <translation>下派到哪个中心</translation>
    </message>
    <message>
        <source>Into which ticket</source>
        <translation>并入哪张工单</translation>
    </message>
    <message>
        <source>Number of the ticket that stays</source>
        <translation>保留工单的编号</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>督办级别</translation>
    </message>
    <message>
        <source>Who answers for it</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>How many hours more</source>
        <translation>延长多少小时</translation>
    </message>
    <message>
        <source> h more</source>
        <translation> 小时</translation>
    </message>
    <message>
        <source>Days between two checks</source>
        <translation>回头看间隔天数</translation>
    </message>
    <message>
        <source>every </source>
        <translation>每 </translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>How many checks</source>
        <translation>回头看次数</translation>
    </message>
    <message>
        <source> times</source>
        <translation> 次</translation>
    </message>
    <message>
        <source>The lead waits for it</source>
        <translation>主办须等待其办结</translation>
    </message>
    <message>
        <source>Which co-handler</source>
        <translation>哪个协办</translation>
    </message>
    <message>
        <source>Right category</source>
        <translation>正确类别</translation>
    </message>
    <message>
        <source>Right priority</source>
        <translation>正确优先级</translation>
    </message>
    <message>
        <source>Satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Not satisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>To call back</source>
        <translation>回拨</translation>
    </message>
    <message>
        <source>To find the place</source>
        <translation>核实地点</translation>
    </message>
    <message>
        <source>To ask for more</source>
        <translation>了解更多情况</translation>
    </message>
</context>
<context>
    <name>mediation</name>
    <message>
        <source>Parties, with commas; only family names are kept</source>
        <translation>当事人，用逗号分隔；只保存姓氏</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>Mediator</source>
        <translation>调解员</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>调解结果</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>调解中</translation>
    </message>
    <message>
        <source>Agreed amount, yuan</source>
        <translation>协议金额（元）</translation>
    </message>
    <message>
        <source>mediator {name}</source>
        <translation>调解员 {name}</translation>
    </message>
    <message>
        <source>{amount} yuan</source>
        <translation>{amount} 元</translation>
    </message>
</context>
<context>
    <name>order_words</name>
    <message>
        <source>An order about {number} is queued, and what comes of it is not known here: take it back first.</source>
        <translation>{number} 已有指令排队，其结果此席尚无从得知：请先撤回该指令。</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新工单</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>Begin “{name}”</source>
        <translation>启动“{name}”</translation>
    </message>
    <message>
        <source>Tick off “{site}”</source>
        <translation>勾选“{site}”</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Layout {number}</source>
        <translation>布局 {number}</translation>
    </message>
    <message>
        <source>Save “{name}”</source>
        <translation>保存“{name}”</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Send to “{wall}”</source>
        <translation>上屏到“{wall}”</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>电视墙</translation>
    </message>
    <message>
        <source>Note that it was moved</source>
        <translation>记录云台控制</translation>
    </message>
    <message>
        <source>{hours} h more</source>
        <translation>延长 {hours} 小时</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>至 {time}</translation>
    </message>
</context>
<context>
    <name>outages</name>
    <message>
        <source>{path} is damaged: put a good copy in its place.</source>
        <translation>{path} 已损坏：请换上完好的副本。</translation>
    </message>
    <message>
        <source>{path} was exchanged for another file.</source>
        <translation>{path} 已被换成另一个文件。</translation>
    </message>
    <message>
        <source>The disk of {path} is full: make room.</source>
        <translation>{path} 所在磁盘已满：请腾出空间。</translation>
    </message>
    <message>
        <source>{path} is gone: put it back.</source>
        <translation>{path} 不见了：请放回原处。</translation>
    </message>
    <message>
        <source>Another program keeps {path} locked.</source>
        <translation>{path} 正被其他程序锁定。</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} 不可写入。</translation>
    </message>
    <message>
        <source>The server is back, and {name}&apos;s seat was changed there: leave it and sign in anew. All orders stay.</source>
        <translation>服务器已恢复，但{name}的席位已在服务器上变更：请离席后重新登录。所有指令都会保留。</translation>
    </message>
    <message>
        <source>The certificate of {server} is made out to another machine. Your password was not sent.</source>
        <translation>{server} 的证书是签发给另一台机器的。密码没有发送。</translation>
    </message>
    <message>
        <source>The certificate of {server} is from no authority that this computer trusts, or has run out. Your password was not sent.</source>
        <translation>{server} 的证书不是由本机信任的机构签发的，或已过期。密码没有发送。</translation>
    </message>
    <message>
        <source>The server gave no answer within {seconds} s.</source>
        <translation>服务器在 {seconds} 秒内没有回应。</translation>
    </message>
    <message>
        <source>The server cannot be used: {why}</source>
        <translation>服务器无法使用：{why}</translation>
    </message>
    <message>
        <source>{server} takes no more connections now. Try again in a while.</source>
        <translation>{server} 的连接已满。请稍后重试。</translation>
    </message>
    <message>
        <source>{name} may not sign in at {server} any more.</source>
        <translation>{name} 已不能登录 {server}。</translation>
    </message>
    <message>
        <source>The link to the server broke.</source>
        <translation>与服务器的连接中断了。</translation>
    </message>
    <message>
        <source>{name} has no right to the database {database} on {server}. Ask who runs it.</source>
        <translation>{name} 无权使用 {server} 上的数据库 {database}。请联系服务器管理员。</translation>
    </message>
    <message>
        <source>The certificate of the authority cannot be read at {path}. Get it from who runs {server}.</source>
        <translation>无法读取 {path} 处的根证书。请向 {server} 的管理员索取。</translation>
    </message>
    <message>
        <source>Something answers at {server}, but that is no PostgreSQL. Check machine and port.</source>
        <translation>{server} 有回应，但不是 PostgreSQL。请检查机器名和端口。</translation>
    </message>
    <message>
        <source>{server} offers no encryption. Your password was not sent: ask who runs it to switch TLS on.</source>
        <translation>{server} 不支持加密。密码没有发送：请联系管理员启用 TLS。</translation>
    </message>
    <message>
        <source>{server} does not admit {name} from this computer. Ask who runs it (pg_hba.conf).</source>
        <translation>{server} 不允许 {name} 从本机登录。请联系管理员（pg_hba.conf）。</translation>
    </message>
    <message>
        <source>{server} asks for the password of {name}.</source>
        <translation>{server} 要求输入 {name} 的密码。</translation>
    </message>
    <message>
        <source>The server takes no changes now. Try again in a moment.</source>
        <translation>服务器现在不接受更改。请稍后重试。</translation>
    </message>
    <message>
        <source>The machine of {server} is there, but no server listens at that port.</source>
        <translation>{server} 的机器可以到达，但该端口上没有数据库服务。</translation>
    </message>
    <message>
        <source>{server} does not answer: the network or a firewall is in between, or the machine is off.</source>
        <translation>{server} 没有回应：可能是网络或防火墙阻断，或机器未开机。</translation>
    </message>
    <message>
        <source>The server gave up the question, which took it too long.</source>
        <translation>这项查询耗时过长，服务器已放弃。</translation>
    </message>
    <message>
        <source>{server} is a standby, which takes no changes, and no primary was found. Name all servers.</source>
        <translation>{server} 是备用服务器，不接受更改，且没有找到主服务器。请写明全部服务器。</translation>
    </message>
    <message>
        <source>The server is starting or stopping. Try again in a moment.</source>
        <translation>服务器正在启动或停止。请稍后重试。</translation>
    </message>
    <message>
        <source>{server} runs PostgreSQL {found}; GridDesk needs {least} or newer.</source>
        <translation>{server} 运行的是 PostgreSQL {found}；网格指挥台需要 {least} 或更新版本。</translation>
    </message>
    <message>
        <source>There is no database {database} on {server}.</source>
        <translation>{server} 上没有数据库 {database}。</translation>
    </message>
    <message>
        <source>No machine is called {server}. Check the address.</source>
        <translation>找不到名为 {server} 的机器。请检查地址。</translation>
    </message>
    <message>
        <source>{server} knows no {name}.</source>
        <translation>{server} 上没有 {name} 这个用户。</translation>
    </message>
    <message>
        <source>{server} wants the password in a form that others could use. It was not sent: ask who runs it.</source>
        <translation>{server} 要求以可被他人冒用的形式传送密码。密码没有发送：请联系管理员。</translation>
    </message>
    <message>
        <source>Name or password is wrong.</source>
        <translation>姓名或密码不正确。</translation>
    </message>
    <message>
        <source>The database is out of reach. Try again.</source>
        <translation>数据库无法连接，请重试。</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>School</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>Care home</source>
        <translation>养老机构</translation>
    </message>
    <message>
        <source>Shopping mall</source>
        <translation>商场</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>集贸市场</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>公园广场</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>车站枢纽</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>文体场馆</translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation>重点企业</translation>
    </message>
    <message>
        <source>Hazardous goods</source>
        <translation>危化品单位</translation>
    </message>
    <message>
        <source>Other key site</source>
        <translation>其他重点场所</translation>
    </message>
    <message>
        <source>Smoke detector</source>
        <translation>烟感</translation>
    </message>
    <message>
        <source>Gas detector</source>
        <translation>燃气探测器</translation>
    </message>
    <message>
        <source>Electrical fire monitor</source>
        <translation>电气火灾监测</translation>
    </message>
    <message>
        <source>Water level gauge</source>
        <translation>水位计</translation>
    </message>
    <message>
        <source>Tilt sensor</source>
        <translation>倾斜监测</translation>
    </message>
    <message>
        <source>Manhole sensor</source>
        <translation>井盖监测</translation>
    </message>
    <message>
        <source>Other sensor</source>
        <translation>其他物联设备</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>正常应答</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>not known whether it answers</source>
        <translation>状态不明</translation>
    </message>
    <message>
        <source>Police cells</source>
        <translation>警格</translation>
    </message>
    <message>
        <source>Water cells</source>
        <translation>水格</translation>
    </message>
</context>
<context>
    <name>row_words</name>
    <message>
        <source>There is no file {file}.</source>
        <translation>文件 {file} 不存在。</translation>
    </message>
    <message>
        <source>{file} is not a file.</source>
        <translation>{file} 不是文件。</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>文件 {file} 是空的。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}.</source>
        <translation>无法读取文件 {file}：“{why}”。</translation>
    </message>
    <message>
        <source>{file} is larger than {mb} MB; import it in parts.</source>
        <translation>文件 {file} 超过 {mb} MB：请拆分后分批导入。</translation>
    </message>
    <message>
        <source>{file} is not UTF-8, as GeoJSON must be (byte {byte}).</source>
        <translation>文件 {file} 不是 GeoJSON 要求的 UTF-8 编码（字节位置 {byte}）。</translation>
    </message>
    <message>
        <source>{file} is no JSON, or is cut off: {why} in line {line}, column {column}.</source>
        <translation>文件 {file} 不是 JSON，或内容不完整：第 {line} 行第 {column} 列，“{why}”。</translation>
    </message>
    <message>
        <source>{file} cannot be read as JSON: {why}.</source>
        <translation>文件 {file} 无法按 JSON 读取：“{why}”。</translation>
    </message>
    <message>
        <source>{file} is no GeoJSON: at its top stands no object.</source>
        <translation>文件 {file} 不是 GeoJSON：最外层不是对象。</translation>
    </message>
    <message>
        <source>{file} is no GeoJSON: &quot;type&quot; at its top must say FeatureCollection, Feature or the kind of a geometry.</source>
        <translation>文件 {file} 不是 GeoJSON：最外层的“type”应为 FeatureCollection、Feature 或某种几何类型。</translation>
    </message>
    <message>
        <source>{file} has no list &quot;features&quot;.</source>
        <translation>文件 {file} 中没有列表“features”。</translation>
    </message>
    <message>
        <source>{file} is in another coordinate system (&quot;crs&quot;); convert it to WGS 84 degrees first.</source>
        <translation>文件 {file} 采用其他坐标系（见“crs”）：请先转换为 WGS 84 经纬度。</translation>
    </message>
    <message>
        <source>{file} is in {crs}, which cannot be converted: {why}.</source>
        <translation>文件 {file} 采用 {crs} 坐标系，无法转换：“{why}”。</translation>
    </message>
    <message>
        <source>{file} does not say in which system its coordinates are, and they are no degrees: put its .prj file beside it ({beside}).</source>
        <translation>文件 {file} 未说明坐标系，其坐标也不是经纬度：请把它的 .prj 文件（{beside}）放在同一文件夹。</translation>
    </message>
    <message>
        <source>{file} does not say in which system its coordinates are; they were taken as degrees of WGS-84.</source>
        <translation>文件 {file} 未注明坐标系，已按 WGS-84 经纬度读取。</translation>
    </message>
    <message>
        <source>{file} does not say how its words are written; they were read as {encoding} (--encoding says it).</source>
        <translation>文件 {file} 未注明文字编码，已按 {encoding} 读取（可用 --encoding 指定）。</translation>
    </message>
    <message>
        <source>{file} holds no .kml.</source>
        <translation>文件 {file} 中没有 .kml。</translation>
    </message>
    <message>
        <source>{file} holds no layer &quot;{layer}&quot;{near}.</source>
        <translation>文件 {file} 中没有图层“{layer}”{near}。</translation>
    </message>
    <message>
        <source>{file} holds no layer with areas{near}.</source>
        <translation>文件 {file} 中没有面图层{near}。</translation>
    </message>
    <message>
        <source>{file} holds several layers with areas; name one with --layer: {layers}.</source>
        <translation>文件 {file} 中有多个面图层：请在命令行导入时用 --layer 指定其一：{layers}。</translation>
    </message>
    <message>
        <source> (did you mean &quot;{word}&quot;?)</source>
        <translation>（是否指“{word}”？）</translation>
    </message>
    <message>
        <source> (there are: {words})</source>
        <translation>（现有：{words}）</translation>
    </message>
    <message>
        <source>There is no encoding &quot;{encoding}&quot;; Chinese words are mostly written as utf-8 or gb18030.</source>
        <translation>没有名为“{encoding}”的文字编码：中文一般采用 utf-8 或 gb18030。</translation>
    </message>
    <message>
        <source>The words of {file} are not written as {encoding}: say it with --encoding.</source>
        <translation>文件 {file} 的文字不是 {encoding} 编码：请在命令行导入时用 --encoding 注明。</translation>
    </message>
    <message>
        <source>{file} does not say how its words are written: say it with --encoding, as in --encoding gbk.</source>
        <translation>文件 {file} 未注明文字编码：请在命令行导入时用 --encoding 注明，例如 --encoding gbk。</translation>
    </message>
    <message>
        <source>{path} is no Feature: its &quot;type&quot; must say so</source>
        <translation>{path} 不是要素：其“type”应为 Feature</translation>
    </message>
    <message>
        <source>{path}.properties is no object</source>
        <translation>{path}.properties 不是对象</translation>
    </message>
    <message>
        <source>{path}.geometry is missing; null stands for none</source>
        <translation>缺少 {path}.geometry；没有图形时应写 null</translation>
    </message>
    <message>
        <source>{path} is no geometry</source>
        <translation>{path} 不是几何图形</translation>
    </message>
    <message>
        <source>{path}.type is no kind of geometry: {kinds}</source>
        <translation>{path}.type 不是几何类型，应为其中之一：{kinds}</translation>
    </message>
    <message>
        <source>{path}.geometries is no list</source>
        <translation>{path}.geometries 不是列表</translation>
    </message>
    <message>
        <source>{path} lies too deep in collections</source>
        <translation>{path} 在集合中嵌套过深</translation>
    </message>
    <message>
        <source>{path}.coordinates is missing</source>
        <translation>缺少 {path}.coordinates</translation>
    </message>
    <message>
        <source>{path} is no list</source>
        <translation>{path} 不是列表</translation>
    </message>
    <message>
        <source>{path} is no list, or an empty one</source>
        <translation>{path} 不是列表，或是空列表</translation>
    </message>
    <message>
        <source>{path} has {n} positions; a line needs at least {least}</source>
        <translation>{path} 有 {n} 个坐标点，线至少需要 {least} 个</translation>
    </message>
    <message>
        <source>{path} has {n} positions; a ring needs at least {least}</source>
        <translation>{path} 有 {n} 个坐标点，环至少需要 {least} 个</translation>
    </message>
    <message>
        <source>{path} was not closed; its first position now ends it</source>
        <translation>{path} 未闭合，已用首个坐标点闭合</translation>
    </message>
    <message>
        <source>{path} is no position: [longitude, latitude]</source>
        <translation>{path} 不是坐标点：应为 [经度, 纬度]</translation>
    </message>
    <message>
        <source>{path} is not longitude and latitude in degrees: NaN and infinity are no numbers of JSON</source>
        <translation>{path} 不是以度表示的经纬度：NaN 和无穷大不是 JSON 数值</translation>
    </message>
    <message>
        <source>{path} is {position}, not longitude and latitude in degrees</source>
        <translation>{path} 为 {position}，不是以度表示的经纬度</translation>
    </message>
    <message>
        <source>{path} is {position}, not longitude and latitude in degrees; are longitude and latitude swapped?</source>
        <translation>{path} 为 {position}，不是以度表示的经纬度；经度和纬度是否写反了？</translation>
    </message>
    <message>
        <source>{path}.bbox is no box of 4 or 6 numbers; it was left aside.</source>
        <translation>{path}.bbox 不是由 4 个或 6 个数组成的范围框，已忽略。</translation>
    </message>
    <message>
        <source>{path}.id is neither text nor a number; it was left aside.</source>
        <translation>{path}.id 既不是文本也不是数字，已忽略。</translation>
    </message>
    <message>
        <source>{path} does not belong there; it was left aside.</source>
        <translation>{path} 不应出现在此处，已忽略。</translation>
    </message>
    <message>
        <source>{path} is empty; it was read as nothing</source>
        <translation>{path} 为空，已略过</translation>
    </message>
    <message>
        <source>{path} is {position} and was read as {read}, once around the earth{more}</source>
        <translation>{path} 为 {position}，经度超出 ±180°，已绕地球一周换算为 {read}{more}</translation>
    </message>
    <message>
        <source>, with {n} more positions</source>
        <translation>，另有 {n} 个坐标点同样换算</translation>
    </message>
    <message>
        <source>{path} reaches over 180 degrees and was cut there into {n} parts</source>
        <translation>{path} 跨越 180° 经线，已在该处切分为 {n} 部分</translation>
    </message>
    <message>
        <source>{path} is a {kind} where a Point is needed</source>
        <translation>{path} 是 {kind}，此处应为 Point</translation>
    </message>
    <message>
        <source>{path} is a {kind} where a Polygon or MultiPolygon is needed</source>
        <translation>{path} 是 {kind}，此处应为 Polygon 或 MultiPolygon</translation>
    </message>
    <message>
        <source>{path}: {why}</source>
        <translation>{path}：{why}</translation>
    </message>
    <message>
        <source>the code {code} stands in row {row} already</source>
        <translation>编码 {code} 已在第 {row} 行出现</translation>
    </message>
    <message>
        <source>{path}.properties.code is empty</source>
        <translation>{path}.properties.code 为空</translation>
    </message>
    <message>
        <source>{path}.properties.level &quot;{level}&quot; is none of city, district, township, village, grid</source>
        <translation>{path}.properties.level“{level}”不是 city、district、township、village、grid 之一</translation>
    </message>
    <message>
        <source>a grid needs a parent</source>
        <translation>网格必须有上级</translation>
    </message>
    <message>
        <source>its parent {parent} is missing, or was refused</source>
        <translation>其上级 {parent} 不存在，或已被拒绝</translation>
    </message>
    <message>
        <source>its parent {parent} does not stand on a higher level</source>
        <translation>其上级 {parent} 的层级不高于它</translation>
    </message>
    <message>
        <source>its code {code} does not begin with its parent&apos;s, {parent}</source>
        <translation>其编码 {code} 不以上级编码 {parent} 开头</translation>
    </message>
    <message>
        <source>{path}.geometry: {why}; its area was made valid</source>
        <translation>{path}.geometry：{why}；已修正为有效区域</translation>
    </message>
    <message>
        <source>{path}.geometry: {why}; it has no area and is taken in without one</source>
        <translation>{path}.geometry：{why}；没有面积，将按没有边界导入</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>no area: {kind}</source>
        <translation>不是面：{kind}</translation>
    </message>
    <message>
        <source>{reason}{place}</source>
        <translation>{reason} {place}</translation>
    </message>
    <message>
        <source>Topology Validation Error</source>
        <translation>拓扑错误</translation>
    </message>
    <message>
        <source>Repeated Point</source>
        <translation>有重复点</translation>
    </message>
    <message>
        <source>Hole lies outside shell</source>
        <translation>孔洞在外环之外</translation>
    </message>
    <message>
        <source>Holes are nested</source>
        <translation>孔洞互相嵌套</translation>
    </message>
    <message>
        <source>Interior is disconnected</source>
        <translation>内部不连通</translation>
    </message>
    <message>
        <source>Self-intersection</source>
        <translation>自相交叉</translation>
    </message>
    <message>
        <source>Ring Self-intersection</source>
        <translation>环自相交叉</translation>
    </message>
    <message>
        <source>Nested shells</source>
        <translation>外环互相嵌套</translation>
    </message>
    <message>
        <source>Duplicate Rings</source>
        <translation>有重复的环</translation>
    </message>
    <message>
        <source>Too few points in geometry component</source>
        <translation>点数不足</translation>
    </message>
    <message>
        <source>Invalid Coordinate</source>
        <translation>坐标无效</translation>
    </message>
    <message>
        <source>Ring is not closed</source>
        <translation>环未闭合</translation>
    </message>
</context>
<context>
    <name>scope_words</name>
    <message>
        <source>mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>the shift&apos;s</source>
        <translation>本班</translation>
    </message>
    <message>
        <source>the hall&apos;s</source>
        <translation>全厅</translation>
    </message>
</context>
<context>
    <name>taken_here</name>
    <message>
        <source>new {time}</source>
        <translation>暂 {time}</translation>
    </message>
</context>
<context>
    <name>target_words</name>
    <message>
        <source>Dispatch to {target}</source>
        <translation>派给 {target}</translation>
    </message>
    <message>
        <source>Transfer to {target}</source>
        <translation>转派给 {target}</translation>
    </message>
    <message>
        <source>in hand {n}</source>
        <translation>在办 {n}</translation>
    </message>
    <message>
        <source>{said}. Mind: {warnings}</source>
        <translation>{said}。注意：{warnings}</translation>
    </message>
    <message>
        <source>Counts as {metres}: {parts}</source>
        <translation>折合 {metres}：{parts}</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>无定位</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>在办较多</translation>
    </message>
    <message>
        <source>position old</source>
        <translation>定位过旧</translation>
    </message>
    <message>
        <source>skill missing</source>
        <translation>技能不符</translation>
    </message>
    <message>
        <source>distance {metres}</source>
        <translation>距离 {metres}</translation>
    </message>
    <message>
        <source>in hand {metres}</source>
        <translation>在办 {metres}</translation>
    </message>
    <message>
        <source>skill missing {metres}</source>
        <translation>技能不符 {metres}</translation>
    </message>
    <message>
        <source>given lately {metres}</source>
        <translation>近期派单 {metres}</translation>
    </message>
    <message>
        <source>had one just now {metres}</source>
        <translation>刚派过单 {metres}</translation>
    </message>
    <message>
        <source>position old {metres}</source>
        <translation>定位过旧 {metres}</translation>
    </message>
</context>
<context>
    <name>verb_menu</name>
    <message>
        <source>Not in this state</source>
        <translation>当前状态不可用</translation>
    </message>
    <message>
        <source>Ask: {verb}</source>
        <translation>申请{verb}</translation>
    </message>
    <message>
        <source>Approve: {verb}</source>
        <translation>批准{verb}</translation>
    </message>
</context>
<context>
    <name>verbs</name>
    <message>
        <source>Move on</source>
        <translation>推进</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>交给谁</translation>
    </message>
    <message>
        <source>Clock and supervision</source>
        <translation>时限与督办</translation>
    </message>
    <message>
        <source>Back or out</source>
        <translation>退回与终止</translation>
    </message>
    <message>
        <source>The same matter, and the reporter</source>
        <translation>同一事项与回访</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>To be accepted</source>
        <translation>待受理</translation>
    </message>
    <message>
        <source>Being verified</source>
        <translation>核实中</translation>
    </message>
    <message>
        <source>To be filed</source>
        <translation>待立案</translation>
    </message>
    <message>
        <source>To be dispatched</source>
        <translation>待派遣</translation>
    </message>
    <message>
        <source>To be signed</source>
        <translation>待签收</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>To be checked</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>To be closed</source>
        <translation>待结案</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>特急</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Pressing</source>
        <translation>较急</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>City</source>
        <translation>市</translation>
    </message>
    <message>
        <source>District</source>
        <translation>县区</translation>
    </message>
    <message>
        <source>Township</source>
        <translation>镇街</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>村社</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>call-taker</source>
        <translation>受理员</translation>
    </message>
    <message>
        <source>dispatcher</source>
        <translation>派遣员</translation>
    </message>
    <message>
        <source>shift lead</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>duty commander</source>
        <translation>指挥长</translation>
    </message>
    <message>
        <source>checker</source>
        <translation>核查员</translation>
    </message>
    <message>
        <source>grid worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>crew</source>
        <translation>处置力量</translation>
    </message>
    <message>
        <source>outside system</source>
        <translation>外部系统</translation>
    </message>
    <message>
        <source>video wall</source>
        <translation>电视墙</translation>
    </message>
    <message>
        <source>system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡查上报</translation>
    </message>
    <message>
        <source>Hotline 12345</source>
        <translation>12345 热线</translation>
    </message>
    <message>
        <source>Public report</source>
        <translation>公众举报</translation>
    </message>
    <message>
        <source>Seen on video</source>
        <translation>视频发现</translation>
    </message>
    <message>
        <source>Device alarm</source>
        <translation>物联告警</translation>
    </message>
    <message>
        <source>Assigned by leader</source>
        <translation>领导交办</translation>
    </message>
    <message>
        <source>Pushed by system</source>
        <translation>系统推送</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Handle here</source>
        <translation>自处置</translation>
    </message>
    <message>
        <source>Ask to verify</source>
        <translation>要求核实</translation>
    </message>
    <message>
        <source>Confirm verified</source>
        <translation>核实完成</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>File</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>Decline to file</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转派</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>上报上级</translation>
    </message>
    <message>
        <source>Skip a level</source>
        <translation>越级上报</translation>
    </message>
    <message>
        <source>Delegate</source>
        <translation>下派</translation>
    </message>
    <message>
        <source>Add co-handler</source>
        <translation>增加协办</translation>
    </message>
    <message>
        <source>Feed back</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Pass the check</source>
        <translation>核查通过</translation>
    </message>
    <message>
        <source>Fail the check</source>
        <translation>核查不通过</translation>
    </message>
    <message>
        <source>Close case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重开</translation>
    </message>
    <message>
        <source>Make void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Unmerge</source>
        <translation>撤销合并</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Ask for it</source>
        <translation>提出申请</translation>
    </message>
    <message>
        <source>Refuse the request</source>
        <translation>驳回申请</translation>
    </message>
    <message>
        <source>Co-handler is done</source>
        <translation>协办完成</translation>
    </message>
    <message>
        <source>Follow-up call</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Plant follow-up checks</source>
        <translation>设置回头看</translation>
    </message>
    <message>
        <source>End follow-up checks</source>
        <translation>结束回头看</translation>
    </message>
    <message>
        <source>Correct class</source>
        <translation>更正类别</translation>
    </message>
    <message>
        <source>Mediate</source>
        <translation>登记调解</translation>
    </message>
    <message>
        <source>Urge or supervise</source>
        <translation>催办/督办</translation>
    </message>
    <message>
        <source>Reply to the card</source>
        <translation>回复督办</translation>
    </message>
    <message>
        <source>Show the caller</source>
        <translation>查看来电人</translation>
    </message>
    <message>
        <source>Attach a picture</source>
        <translation>附截图</translation>
    </message>
    <message>
        <source>Attach a clip</source>
        <translation>附录像片段</translation>
    </message>
    <message>
        <source>Play back a recording</source>
        <translation>回放录像</translation>
    </message>
    <message>
        <source>picture larger than can be shown</source>
        <translation>画面过大，无法显示</translation>
    </message>
    <message>
        <source>taken in</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>handled here</source>
        <translation>自处置</translation>
    </message>
    <message>
        <source>verification asked</source>
        <translation>要求核实</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>核实完成</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>filed</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>not filed</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>dispatched</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>recalled</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>arrived on scene</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>转派</translation>
    </message>
    <message>
        <source>extended</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>escalated</source>
        <translation>上报上级</translation>
    </message>
    <message>
        <source>escalated past a level</source>
        <translation>越级上报</translation>
    </message>
    <message>
        <source>delegated</source>
        <translation>下派</translation>
    </message>
    <message>
        <source>co-handler added</source>
        <translation>增加协办</translation>
    </message>
    <message>
        <source>fed back</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>check passed</source>
        <translation>核查通过</translation>
    </message>
    <message>
        <source>check failed</source>
        <translation>核查不通过</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>重开</translation>
    </message>
    <message>
        <source>made void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>unmerged</source>
        <translation>撤销合并</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>提出申请</translation>
    </message>
    <message>
        <source>request refused</source>
        <translation>驳回申请</translation>
    </message>
    <message>
        <source>co-handler done</source>
        <translation>协办完成</translation>
    </message>
    <message>
        <source>reporter called back</source>
        <translation>已回访</translation>
    </message>
    <message>
        <source>class corrected</source>
        <translation>更正类别</translation>
    </message>
    <message>
        <source>mediated</source>
        <translation>调解</translation>
    </message>
    <message>
        <source>supervised</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>card replied to</source>
        <translation>回复督办</translation>
    </message>
    <message>
        <source>picture attached</source>
        <translation>附截图</translation>
    </message>
    <message>
        <source>clip attached</source>
        <translation>附录像片段</translation>
    </message>
    <message>
        <source>recording looked at</source>
        <translation>调看录像</translation>
    </message>
    <message>
        <source>duplicate taken in</source>
        <translation>并入重复工单</translation>
    </message>
    <message>
        <source>duplicate given back</source>
        <translation>退出重复工单</translation>
    </message>
    <message>
        <source>follow-up checks planted</source>
        <translation>设置回头看</translation>
    </message>
    <message>
        <source>follow-up checks ended</source>
        <translation>结束回头看</translation>
    </message>
    <message>
        <source>campaign began</source>
        <translation>专项行动开始</translation>
    </message>
    <message>
        <source>site ticked off</source>
        <translation>专项行动登记</translation>
    </message>
    <message>
        <source>campaign ended</source>
        <translation>专项行动结束</translation>
    </message>
    <message>
        <source>layout saved</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>layout removed</source>
        <translation>删除布局</translation>
    </message>
    <message>
        <source>sent to a wall</source>
        <translation>上屏</translation>
    </message>
    <message>
        <source>alarms acknowledged</source>
        <translation>告警确认</translation>
    </message>
    <message>
        <source>camera moved</source>
        <translation>云台控制</translation>
    </message>
    <message>
        <source>camera taken in hand</source>
        <translation>占用云台</translation>
    </message>
    <message>
        <source>camera let go</source>
        <translation>释放云台</translation>
    </message>
    <message>
        <source>camera&apos;s recording looked at</source>
        <translation>调看摄像机录像</translation>
    </message>
    <message>
        <source>grid redrawn</source>
        <translation>网格边界调整</translation>
    </message>
    <message>
        <source>grid split</source>
        <translation>网格拆分</translation>
    </message>
    <message>
        <source>grids merged</source>
        <translation>网格合并</translation>
    </message>
    <message>
        <source>grids added</source>
        <translation>新增网格</translation>
    </message>
    <message>
        <source>grid head named</source>
        <translation>任命网格长</translation>
    </message>
    <message>
        <source>crew stationed</source>
        <translation>调整驻守网格</translation>
    </message>
    <message>
        <source>answers taken</source>
        <translation>答复已送出</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>operator added</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>roles changed</source>
        <translation>角色变更</translation>
    </message>
    <message>
        <source>operator removed</source>
        <translation>移除人员</translation>
    </message>
    <message>
        <source>password set</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>moved out</source>
        <translation>已移出</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Urged</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>Yellow card</source>
        <translation>黄牌</translation>
    </message>
    <message>
        <source>Red card</source>
        <translation>红牌</translation>
    </message>
    <message>
        <source>Black card</source>
        <translation>黑牌</translation>
    </message>
    <message>
        <source>nearly due</source>
        <translation>将到期</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>overdue in another stage again</source>
        <translation>又一环节超期</translation>
    </message>
    <message>
        <source>returned too often</source>
        <translation>多次退回</translation>
    </message>
    <message>
        <source>reworked too often</source>
        <translation>多次返工</translation>
    </message>
    <message>
        <source>transferred too often</source>
        <translation>多次转派</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>达成协议</translation>
    </message>
    <message>
        <source>no agreement</source>
        <translation>调解不成</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>申请撤回</translation>
    </message>
    <message>
        <source>goes to court</source>
        <translation>转诉讼</translation>
    </message>
    <message>
        <source>Grid worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>Grid head</source>
        <translation>网格长</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>处置单元</translation>
    </message>
    <message>
        <source>Volunteer</source>
        <translation>志愿者</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>无时限</translation>
    </message>
    <message>
        <source>Not yet published</source>
        <translation>日历未公布</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>时限内</translation>
    </message>
    <message>
        <source>Nearly due</source>
        <translation>将到期</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>未选</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>直播</translation>
    </message>
    <message>
        <source>Live, small</source>
        <translation>低码流</translation>
    </message>
    <message>
        <source>Picture stands still</source>
        <translation>画面停滞</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>重连中</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>No right to view</source>
        <translation>无权限</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>not requested</source>
        <translation>未请求</translation>
    </message>
    <message>
        <source>device offline</source>
        <translation>设备离线</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>应答超时</translation>
    </message>
    <message>
        <source>wrong user or password</source>
        <translation>用户名或密码错误</translation>
    </message>
    <message>
        <source>not allowed by the device</source>
        <translation>设备不允许访问</translation>
    </message>
    <message>
        <source>no such stream</source>
        <translation>没有该码流</translation>
    </message>
    <message>
        <source>picture format not supported</source>
        <translation>不支持的编码格式</translation>
    </message>
    <message>
        <source>no video in the stream</source>
        <translation>码流中没有画面</translation>
    </message>
    <message>
        <source>closed by the camera</source>
        <translation>摄像机断开了连接</translation>
    </message>
    <message>
        <source>decoder restarting</source>
        <translation>解码进程正在重启</translation>
    </message>
    <message>
        <source>address cannot be read</source>
        <translation>地址无法识别</translation>
    </message>
    <message>
        <source>There is no centre {centre} in this database.</source>
        <translation>此数据库中没有中心 {centre}。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {seconds} s from the server&apos;s: set it right, then try again.</source>
        <translation>本机时钟与服务器相差 {seconds} 秒：请校准后重试。</translation>
    </message>
    <message>
        <source>{crew} is there already: {grid}.</source>
        <translation>{crew} 已在{grid}。</translation>
    </message>
    <message>
        <source>{crew} is busy already: {load}.</source>
        <translation>{crew} 任务已较多：{load}。</translation>
    </message>
    <message>
        <source>Another desk has changed crew {name} meanwhile: look at it again.</source>
        <translation>其他席位已修改力量 {name}，请重新查看。</translation>
    </message>
    <message>
        <source>{crew} is given no more than {limit} tickets: {load}.</source>
        <translation>{crew}最多承办 {limit} 件，已满：{load}。</translation>
    </message>
    <message>
        <source>{name} is no person: a unit cannot be the head of a grid.</source>
        <translation>{name} 不是个人，不能担任网格长。</translation>
    </message>
    <message>
        <source>{crew} is off duty.</source>
        <translation>{crew} 不在岗。</translation>
    </message>
    <message>
        <source>{crew} does not work in this centre&apos;s area.</source>
        <translation>{crew} 不属于本中心辖区。</translation>
    </message>
    <message>
        <source>There is no crew {crew}.</source>
        <translation>没有处置力量 {crew}。</translation>
    </message>
    <message>
        <source>What is told of the file {file} cannot be kept.</source>
        <translation>文件 {file} 的信息无法入账。</translation>
    </message>
    <message>
        <source>{url} names no database.</source>
        <translation>{url} 不是有效的数据库地址。</translation>
    </message>
    <message>
        <source>There is no database {path}.</source>
        <translation>没有数据库 {path}。</translation>
    </message>
    <message>
        <source>{path} lies on a network share, where this kind of database is not safe.</source>
        <translation>{path} 位于网络共享上，此类数据库在那里不安全。</translation>
    </message>
    <message>
        <source>The tables of {database} may not be read by that name. Ask who runs the server.</source>
        <translation>该用户无权读取 {database} 的数据表。请联系服务器管理员。</translation>
    </message>
    <message>
        <source>{database} holds no tables of GridDesk. Ask who runs the server to make them.</source>
        <translation>{database} 中没有网格指挥台的数据表。请联系服务器管理员创建。</translation>
    </message>
    <message>
        <source>{path} is older than this program: open the console on it once, then the wall.</source>
        <translation>{path} 比本程序旧：先用指挥台打开一次，再开电视墙。</translation>
    </message>
    <message>
        <source>{database} is older than this program. Ask who runs the server to bring it up to date.</source>
        <translation>{database} 的版本比本程序旧。请联系服务器管理员升级。</translation>
    </message>
    <message>
        <source>The database was made by a newer GridDesk. Nothing was changed: update this program.</source>
        <translation>该数据库由更新版本的指挥台创建。未做任何改动：请升级本程序。</translation>
    </message>
    <message>
        <source>That is no database of GridDesk: {why}</source>
        <translation>这不是指挥台的数据库：{why}</translation>
    </message>
    <message>
        <source>{url} holds a password, which others can read there: leave it out.</source>
        <translation>{url} 中含有口令，他人可能看到：请去掉口令。</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} 无法写入。</translation>
    </message>
    <message>
        <source>Ticket {number} lies in no grid: name the centre it is delegated to.</source>
        <translation>工单 {number} 不在任何网格内：请指定下派到哪个中心。</translation>
    </message>
    <message>
        <source>Below this centre there is none to delegate {number} to.</source>
        <translation>本中心之下没有可下派 {number} 的中心。</translation>
    </message>
    <message>
        <source>{to} is not one tier below this centre.</source>
        <translation>{to} 不是本中心的直接下级。</translation>
    </message>
    <message>
        <source>{department} is not a department of this centre&apos;s area.</source>
        <translation>{department} 不是本中心辖区的职能部门。</translation>
    </message>
    <message>
        <source>There is no department {department}.</source>
        <translation>没有职能部门 {department}。</translation>
    </message>
    <message>
        <source>The disk is full: {path} stayed as it was.</source>
        <translation>磁盘已满：{path} 保持原样。</translation>
    </message>
    <message>
        <source>{path} was not written: {why}</source>
        <translation>{path} 未写入：{why}</translation>
    </message>
    <message>
        <source>{path} is a folder, not a file.</source>
        <translation>{path} 是文件夹，不是文件。</translation>
    </message>
    <message>
        <source>There is no folder for {path}.</source>
        <translation>{path} 所在的文件夹不存在。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}</source>
        <translation>{path} 无法写入：{why}</translation>
    </message>
    <message>
        <source>The file cannot be used: {why}</source>
        <translation>文件无法使用：{why}</translation>
    </message>
    <message>
        <source>“{grid}” is no code for a grid.</source>
        <translation>“{grid}” 不是有效的网格编码。</translation>
    </message>
    <message>
        <source>Grid {grid} needs a name of at most 80 letters.</source>
        <translation>网格 {grid} 需要名称，最多 80 个字。</translation>
    </message>
    <message>
        <source>Grid {grid} cannot lie under “{parent}”: it is no village, street or district.</source>
        <translation>网格 {grid} 不能归入“{parent}”：它不是村社、镇街或县区。</translation>
    </message>
    <message>
        <source>Another desk has drawn grid {grid} anew meanwhile: look at it again.</source>
        <translation>其他席位已调整网格 {grid}，请重新查看。</translation>
    </message>
    <message>
        <source>The code is taken by {name}: {grid}.</source>
        <translation>该编码已被 {name} 使用：{grid}。</translation>
    </message>
    <message>
        <source>The boundary of {grid} crosses itself.</source>
        <translation>{grid} 的边界自相交。</translation>
    </message>
    <message>
        <source>The boundary of {grid} encloses no area.</source>
        <translation>{grid} 的边界没有围成区域。</translation>
    </message>
    <message>
        <source>Nobody of {grid} is on duty.</source>
        <translation>{grid} 当前无人在岗。</translation>
    </message>
    <message>
        <source>A change of the grids needs a reason.</source>
        <translation>调整网格必须说明原因。</translation>
    </message>
    <message>
        <source>These grids do not lie under one village: {grids}.</source>
        <translation>这些网格不属于同一村社：{grids}。</translation>
    </message>
    <message>
        <source>{grid} is on the campaign “{campaign}”, which still runs: end it first.</source>
        <translation>{grid} 正在专项行动“{campaign}”中，请先结束该行动。</translation>
    </message>
    <message>
        <source>{grid} does not lie in this centre&apos;s area.</source>
        <translation>{grid} 不在本中心辖区内。</translation>
    </message>
    <message>
        <source>{grid} reaches {m2} m² out of {name}.</source>
        <translation>{grid} 超出{name} {m2} 平方米。</translation>
    </message>
    <message>
        <source>The boundary of {grid} lies outside the world.</source>
        <translation>{grid} 的边界超出经纬度范围。</translation>
    </message>
    <message>
        <source>{grid} overlaps {name} by {m2} m².</source>
        <translation>{grid} 与{name}重叠 {m2} 平方米。</translation>
    </message>
    <message>
        <source>The parts reach {m2} m² out of {grid}.</source>
        <translation>拆分后的各部分超出{grid} {m2} 平方米。</translation>
    </message>
    <message>
        <source>The parts leave {m2} m² of {grid} uncovered.</source>
        <translation>拆分后的各部分未覆盖{grid}的 {m2} 平方米。</translation>
    </message>
    <message>
        <source>{name} stands no more: it was split or merged.</source>
        <translation>{name} 已撤销：它已被拆分或合并。</translation>
    </message>
    <message>
        <source>Choose at least {least} grids.</source>
        <translation>请至少选择 {least} 个网格。</translation>
    </message>
    <message>
        <source>No more than {most} grids at once.</source>
        <translation>一次最多 {most} 个网格。</translation>
    </message>
    <message>
        <source>The boundaries have {points} corners, no more than {most} go into one order.</source>
        <translation>边界共有 {points} 个顶点，一次最多 {most} 个。</translation>
    </message>
    <message>
        <source>There is no grid {grid}.</source>
        <translation>没有网格 {grid}。</translation>
    </message>
    <message>
        <source>A ticket needs a title.</source>
        <translation>工单必须有标题。</translation>
    </message>
    <message>
        <source>The server does not let this pass: “{field}” is not as the rules say.</source>
        <translation>服务器不予通过：“{field}”不符合规则。</translation>
    </message>
    <message>
        <source>The server takes no line in the name of {by}: each writes in their own.</source>
        <translation>服务器不接受以 {by} 名义写入：每人只能以本人名义写入。</translation>
    </message>
    <message>
        <source>{number} is no number for a layout: give one from 1 to {most}.</source>
        <translation>{number} 不能作布局编号：请用 1 到 {most}。</translation>
    </message>
    <message>
        <source>The name of a layout has at most {most} characters.</source>
        <translation>布局名称最多 {most} 个字。</translation>
    </message>
    <message>
        <source>A layout needs a name.</source>
        <translation>请填写布局名称。</translation>
    </message>
    <message>
        <source>Nothing is saved under {number}.</source>
        <translation>编号 {number} 下没有保存布局。</translation>
    </message>
    <message>
        <source>{by} changed layout {number} meanwhile: look at it, then save again.</source>
        <translation>{by} 刚改过布局 {number}：请先看一看，再保存。</translation>
    </message>
    <message>
        <source>This console knows no layout “{layout}”.</source>
        <translation>本台不认识布局“{layout}”。</translation>
    </message>
    <message>
        <source>{name} has no seat at {centre} any more: sign in anew.</source>
        <translation>{name} 在 {centre} 已没有席位：请重新登录。</translation>
    </message>
    <message>
        <source>Who may sign in at a server is a matter for whoever runs it.</source>
        <translation>谁可以登录服务器由其管理者决定。</translation>
    </message>
    <message>
        <source>“{verb}” is for: {roles}.</source>
        <translation>“{verb}”限以下角色：{roles}。</translation>
    </message>
    <message>
        <source>This was done already.</source>
        <translation>此操作已经完成。</translation>
    </message>
    <message>
        <source>Something else was done under this key already. Nothing was changed: give the order anew.</source>
        <translation>该标识已用于另一操作，未作任何更改：请重新下达。</translation>
    </message>
    <message>
        <source>“{verb}” needs a reason.</source>
        <translation>“{verb}”必须填写理由。</translation>
    </message>
    <message>
        <source>Feeding back needs a result.</source>
        <translation>反馈必须填写处置结果。</translation>
    </message>
    <message>
        <source>Check again every 1 to {days} days, 1 to {times} times.</source>
        <translation>回头看间隔须为 1 至 {days} 天，次数 1 至 {times} 次。</translation>
    </message>
    <message>
        <source>{number} has no check to come.</source>
        <translation>{number} 没有待进行的回头看。</translation>
    </message>
    <message>
        <source>{number} has {left} checks to come already.</source>
        <translation>{number} 已有 {left} 次回头看待进行。</translation>
    </message>
    <message>
        <source>An earlier order about the same no longer holds: look at that first.</source>
        <translation>同一对象此前的一条指令已不成立：请先核对那一条。</translation>
    </message>
    <message>
        <source>The orders that wait in {path} cannot be read: put the file aside, then start again.</source>
        <translation>{path} 中的待发指令无法读取：请将该文件移开后重新启动。</translation>
    </message>
    <message>
        <source>The orders that wait in {path} were given with a newer GridDesk: update this program.</source>
        <translation>{path} 中的待发指令由更新版本的网格指挥台写入：请更新本程序。</translation>
    </message>
    <message>
        <source>It was not sent when the console ended: send it now, or give it up.</source>
        <translation>程序结束时尚未发出：请立即发送，或放弃。</translation>
    </message>
    <message>
        <source>The console failed at this order by a fault of its own.</source>
        <translation>本程序自身出错，未能处理该指令。</translation>
    </message>
    <message>
        <source>Orders cannot be kept in {path}: it cannot be written.</source>
        <translation>无法在 {path} 保存指令：该处不可写入。</translation>
    </message>
    <message>
        <source>This is the past: nothing can be ordered here.</source>
        <translation>这是历史画面，不能在此下达任何指令。</translation>
    </message>
    <message>
        <source>Checks are planted and ended by an order only.</source>
        <translation>复查只能通过指令设置和结束。</translation>
    </message>
    <message>
        <source>The code {code} does not begin with {parent}.</source>
        <translation>编码 {code} 不以上级编码 {parent} 开头。</translation>
    </message>
    <message>
        <source>The rules of {file} cannot be used. {place}: {why}</source>
        <translation>{file}中的规则无法使用。{place}：{why}</translation>
    </message>
    <message>
        <source>{file} is no file of rules; there are {files}.</source>
        <translation>{file}不是规则文件；规则文件有：{files}。</translation>
    </message>
    <message>
        <source>A recording is played from a moment to a later one.</source>
        <translation>录像的结束时间须晚于开始时间。</translation>
    </message>
    <message>
        <source>There is no recording yet of what lies ahead.</source>
        <translation>结束时间在将来，还没有录像。</translation>
    </message>
    <message>
        <source>At most {hours} h are played back for one reason.</source>
        <translation>每写一次事由，最多调看 {hours} 小时录像。</translation>
    </message>
    <message>
        <source>{name} may not set rules: that is for a duty commander.</source>
        <translation>{name} 不能更改规则：须由指挥长操作。</translation>
    </message>
    <message>
        <source>The rules of a server are set by whoever runs it.</source>
        <translation>服务器上的规则由其管理者设置。</translation>
    </message>
    <message>
        <source>That server role is no operator&apos;s. Ask who runs the server.</source>
        <translation>该服务器用户不属于任何值班员。请联系服务器管理员。</translation>
    </message>
    <message>
        <source>{name} has no seat at any centre.</source>
        <translation>{name} 在任何中心都没有席位。</translation>
    </message>
    <message>
        <source>The server does not answer, and this is not the password with which this name last signed in at this desk.</source>
        <translation>服务器没有应答，且此密码不是该姓名上次在本席登录所用的密码。</translation>
    </message>
    <message>
        <source>{outside_number} was taken in already, as {number}.</source>
        <translation>{outside_number} 已登记上报，工单号 {number}。</translation>
    </message>
    <message>
        <source>You handled {number}: somebody else must check it.</source>
        <translation>{number} 由您处置，须由他人核查。</translation>
    </message>
    <message>
        <source>{number} was closed less than {days} days ago.</source>
        <translation>{number} 结案未满 {days} 天。</translation>
    </message>
    <message>
        <source>{number} is held by {centre}: a centre supervises what lies at or below it.</source>
        <translation>{number} 由{centre}持有：只能督办本级及下级持有的工单。</translation>
    </message>
    <message>
        <source>{number} lies in the archive of {month}.</source>
        <translation>{number} 在 {month} 的归档中。</translation>
    </message>
    <message>
        <source>What was reported then lies in the archive of {months}.</source>
        <translation>那时上报的工单在 {months} 的归档里。</translation>
    </message>
    <message>
        <source>Lines of that day lie in the archive of {months}. Ask who runs the database for them.</source>
        <translation>当日记录在 {months} 的归档中，请向数据库管理员索取。</translation>
    </message>
    <message>
        <source>What happened by then lies in the archive of {month}.</source>
        <translation>截至当时的情况在 {month} 的归档中。</translation>
    </message>
    <message>
        <source>Only a village handles tickets by itself.</source>
        <translation>只有村社一级可以自处置。</translation>
    </message>
    <message>
        <source>{by} dispatched {number}, and only {by} can recall it.</source>
        <translation>{number} 由 {by} 派遣，只有 {by} 可以撤回。</translation>
    </message>
    <message>
        <source>Somebody was first: {by}, {kind} at {at}. Look again, then decide.</source>
        <translation>已被他人抢先：{by} 于 {at} {kind}。请重新查看后再决定。</translation>
    </message>
    <message>
        <source>{number} is at the top tier already.</source>
        <translation>{number} 已在最高层级。</translation>
    </message>
    <message>
        <source>A wall does not sign in as the owner of the database: give it a name of its own (db grant --wall).</source>
        <translation>电视墙不以数据库所有者的身份登录：请给它单独的账号（db grant --wall）。</translation>
    </message>
    <message>
        <source>A wall needs a name of at most {most} characters.</source>
        <translation>电视墙要有名称，最多 {most} 个字。</translation>
    </message>
    <message>
        <source>Another wall is called “{wall}”, at {desk}: give this one another name.</source>
        <translation>{desk} 已有电视墙叫“{wall}”：请换一个名称。</translation>
    </message>
    <message>
        <source>{name} is a wall&apos;s name: it only looks, and sits at no desk.</source>
        <translation>{name} 是电视墙的账号：只能观看，不能坐席。</translation>
    </message>
    <message>
        <source>{database} knows no walls of their own yet. Ask who runs the server (db upgrade).</source>
        <translation>{database} 还不支持独立电视墙。请联系服务器管理员（db upgrade）。</translation>
    </message>
    <message>
        <source>This wall only looks: orders are given at a desk.</source>
        <translation>此电视墙只供查看：指令请在席位上下达。</translation>
    </message>
    <message>
        <source>The wall “{wall}” is not there: it has not been heard of for a minute. Nothing was sent.</source>
        <translation>电视墙“{wall}”不在线：已有一分钟没有消息，内容没有发出。</translation>
    </message>
    <message>
        <source>“{verb}” is not asked for: whoever may, does it.</source>
        <translation>“{verb}”无需申请：有权者可直接办理。</translation>
    </message>
    <message>
        <source>{helper} helps nobody with {number}, or is done already.</source>
        <translation>{helper}不是{number}的协办方，或已完成协办。</translation>
    </message>
    <message>
        <source>{holder} helps with {number} already.</source>
        <translation>{holder}已是{number}的协办方。</translation>
    </message>
    <message>
        <source>Say how many hours more.</source>
        <translation>请填写延长的小时数。</translation>
    </message>
    <message>
        <source>{number} is of a class that is not mediated.</source>
        <translation>{number}的类别不属于调解类。</translation>
    </message>
    <message>
        <source>A dispute has two parties at least.</source>
        <translation>矛盾纠纷至少有两方当事人。</translation>
    </message>
    <message>
        <source>Name who mediates.</source>
        <translation>请填写调解员。</translation>
    </message>
    <message>
        <source>An amount belongs to an agreement only.</source>
        <translation>只有达成协议才填写协议金额。</translation>
    </message>
    <message>
        <source>“{amount}” is no amount of money.</source>
        <translation>“{amount}”不是有效金额。</translation>
    </message>
    <message>
        <source>{number} is a dispute: tell how the mediation ended first.</source>
        <translation>{number}属矛盾纠纷：请先登记调解结果。</translation>
    </message>
    <message>
        <source>Other tickets were merged into {number}: merge those first.</source>
        <translation>已有其他工单并入{number}：请先处理那些工单。</translation>
    </message>
    <message>
        <source>{number} cannot be merged into itself.</source>
        <translation>{number}不能并入自身。</translation>
    </message>
    <message>
        <source>{number} is not open at this centre.</source>
        <translation>{number}不是本中心的未结工单。</translation>
    </message>
    <message>
        <source>Class and priority of {number} are these already.</source>
        <translation>{number}的类别和等级已是如此。</translation>
    </message>
    <message>
        <source>Name one person or department that answers for {number}.</source>
        <translation>请指定{number}的一名责任人或责任部门。</translation>
    </message>
    <message>
        <source>No step of the ladder is due for {number}.</source>
        <translation>{number} 目前没有到期的督办级别。</translation>
    </message>
    <message>
        <source>This step or a graver one was issued for {number} in this stage already.</source>
        <translation>{number}在本环节已发出同级或更高级的督办。</translation>
    </message>
    <message>
        <source>Give a day in the future on which the ticket is looked at again.</source>
        <translation>请填写今后的复核日期。</translation>
    </message>
    <message>
        <source>{by} asked for “{verb}” of {number}: answer that first.</source>
        <translation>{by}已对{number}申请“{verb}”：请先答复。</translation>
    </message>
    <message>
        <source>You asked for it: somebody else must approve {number}.</source>
        <translation>申请由您提出：{number}须由他人审批。</translation>
    </message>
    <message>
        <source>{number} is due already: more time is asked for before that.</source>
        <translation>{number}已到期：延期须在到期前申请。</translation>
    </message>
    <message>
        <source>You filed {number}: somebody else must handle it.</source>
        <translation>{number}由您立案：须由他人处置。</translation>
    </message>
    <message>
        <source>Helpers are not done with {number} yet: {names}.</source>
        <translation>{number}的协办方尚未完成：{names}。</translation>
    </message>
    <message>
        <source>No card of {number} waits for a reply.</source>
        <translation>{number}没有待回复的督办。</translation>
    </message>
    <message>
        <source>No co-handler of {number} has anything left to tell.</source>
        <translation>{number}没有未完成的协办方。</translation>
    </message>
    <message>
        <source>Above the next tier there is none for {number}.</source>
        <translation>{number}的上一级之上再无上级。</translation>
    </message>
    <message>
        <source>Nobody asked for “{verb}” of {number} yet: ask for it first, then another operator approves.</source>
        <translation>{number} 尚无人申请“{verb}”：请先提出申请，再由另一名操作员批准。</translation>
    </message>
    <message>
        <source>Nothing is asked for of {number}.</source>
        <translation>{number}没有待审批的申请。</translation>
    </message>
    <message>
        <source>Only P1, or what the next tier had for {days} days, skips a level: {number} does not.</source>
        <translation>仅特急工单或上一级已持有{days}天的工单可越级：{number}不可。</translation>
    </message>
    <message>
        <source>{holder} has {number} already.</source>
        <translation>{holder}已持有{number}。</translation>
    </message>
    <message>
        <source>{n} in hand</source>
        <translation>在办 {n} 件</translation>
    </message>
    <message>
        <source>helping with {n}</source>
        <translation>协办 {n} 件</translation>
    </message>
    <message>
        <source>{n} about to be sent</source>
        <translation>本席待发 {n} 件</translation>
    </message>
    <message>
        <source>An order about {number} is on its way already.</source>
        <translation>{number} 已有指令正在执行。</translation>
    </message>
    <message>
        <source>There is no ticket {ticket}.</source>
        <translation>没有工单 {ticket}。</translation>
    </message>
    <message>
        <source>It is the turn of {centre}, not of this centre.</source>
        <translation>该工单现由{centre}办理，不归本中心。</translation>
    </message>
    <message>
        <source>An answer to a source tells of a ticket that has just ended: this one has not.</source>
        <translation>对来源的答复只能针对刚结束的工单，此单尚未结束。</translation>
    </message>
    <message>
        <source>The checklist has between 1 and {most} lines.</source>
        <translation>清单须有 1 至 {most} 项。</translation>
    </message>
    <message>
        <source>The campaign would be due already: give a later day.</source>
        <translation>截止时间已过：请选更晚的日期。</translation>
    </message>
    <message>
        <source>The campaign has ended.</source>
        <translation>该专项行动已结束。</translation>
    </message>
    <message>
        <source>Campaigns hold no identity numbers: name the place, not the person.</source>
        <translation>专项行动不得登记身份证号：请写地点，不写个人。</translation>
    </message>
    <message>
        <source>Choose at least one grid.</source>
        <translation>请至少选择一个网格。</translation>
    </message>
    <message>
        <source>A campaign needs a name.</source>
        <translation>请填写专项行动名称。</translation>
    </message>
    <message>
        <source>Name the household or site.</source>
        <translation>请填写户或点位。</translation>
    </message>
    <message>
        <source>The campaign is {centre}&apos;s: only that centre ends it.</source>
        <translation>该专项行动由{centre}发起，只能由其结束。</translation>
    </message>
    <message>
        <source>Campaigns hold no telephone numbers: name the place, not the person.</source>
        <translation>专项行动不得登记电话号码：请写地点，不写个人。</translation>
    </message>
    <message>
        <source>This is for: {roles}.</source>
        <translation>仅限：{roles}。</translation>
    </message>
    <message>
        <source>{by} changed “{site}” meanwhile. Look again, then tick.</source>
        <translation>{by}已先更改“{site}”。请查看后再勾选。</translation>
    </message>
    <message>
        <source>{by} at {desk} has this camera in hand.</source>
        <translation>{desk} 的{by}正在操控此摄像机。</translation>
    </message>
    <message>
        <source>The reason has at most {most} characters.</source>
        <translation>理由最多 {most} 个字。</translation>
    </message>
    <message>
        <source>{number} is “{state}”: “{verb}” is not possible now.</source>
        <translation>{number} 当前为“{state}”，不能“{verb}”。</translation>
    </message>
    <message>
        <source>There is no time zone {zone}.</source>
        <translation>没有时区 {zone}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Refused: {code}</source>
        <translation>被拒绝：{code}</translation>
    </message>
    <message>
        <source>The position of {crew} is {minutes} min old.</source>
        <translation>{crew} 的定位是 {minutes} 分钟前的。</translation>
    </message>
    <message>
        <source>{crew} lacks: {skills}.</source>
        <translation>{crew} 缺少技能：{skills}。</translation>
    </message>
    <message>
        <source>shift began</source>
        <translation>上岗</translation>
    </message>
    <message>
        <source>shift ended</source>
        <translation>下岗</translation>
    </message>
    <message>
        <source>rules set</source>
        <translation>规则更新</translation>
    </message>
    <message>
        <source>limit brought up to date</source>
        <translation>时限重算</translation>
    </message>
    <message>
        <source>A password that is the name keeps nobody out.</source>
        <translation>密码不能与姓名相同。</translation>
    </message>
    <message>
        <source>That is the old password: choose another.</source>
        <translation>与原密码相同，请另设一个。</translation>
    </message>
    <message>
        <source>A password has at least {least} letters.</source>
        <translation>密码至少 {least} 个字符。</translation>
    </message>
    <message>
        <source>This is the seat of {name}: whoever else signs in takes it over by “Change the operator”.</source>
        <translation>此为 {name} 的席位：他人登录请用“更换操作员”接席。</translation>
    </message>
    <message>
        <source>Too many wrong tries: try again in {seconds} s.</source>
        <translation>错误次数过多，请 {seconds} 秒后再试。</translation>
    </message>
    <message>
        <source>Name or password is wrong.</source>
        <translation>姓名或密码不正确。</translation>
    </message>
    <message>
        <source>caller looked at</source>
        <translation>查看了来电人</translation>
    </message>
    <message>
        <source>Nobody called about {number}.</source>
        <translation>工单 {number} 没有来电人。</translation>
    </message>
    <message>
        <source>Who called about {number} is shown to the call-takers of its centre and to whoever has it in hand.</source>
        <translation>工单 {number} 的来电人只对其所在中心的受理员和正在处置的人员显示。</translation>
    </message>
    <message>
        <source>Nobody is shown: no line of yours in the journal says why.</source>
        <translation>未显示来电人：日志中没有您填写原因的记录。</translation>
    </message>
    <message>
        <source>Who called is shown only while the database answers: the reason is written there first.</source>
        <translation>数据库有应答时才能查看来电人：须先把原因写入日志。</translation>
    </message>
</context>
</TS>
