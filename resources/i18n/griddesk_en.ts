<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AreaSheet</name>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n crews</source>
        <translation>
            <numerusform>%n crew</numerusform>
            <numerusform>%n crews</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cameras</source>
        <translation>
            <numerusform>%n camera</numerusform>
            <numerusform>%n cameras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n grids</source>
        <translation>
            <numerusform>%n grid</numerusform>
            <numerusform>%n grids</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key sites</source>
        <translation>
            <numerusform>%n key site</numerusform>
            <numerusform>%n key sites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sensors</source>
        <translation>
            <numerusform>%n sensor</numerusform>
            <numerusform>%n sensors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message numerus="yes">
        <source>%n cameras</source>
        <translation>
            <numerusform>%n camera</numerusform>
            <numerusform>%n cameras</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>Written: %n lines</source>
        <translation>
            <numerusform>Written: %n line</numerusform>
            <numerusform>Written: %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindWindow</name>
    <message numerus="yes">
        <source>the %n reported last, more below</source>
        <translation>
            <numerusform>the one reported last, more below</numerusform>
            <numerusform>the %n reported last, more below</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Giving</name>
    <message numerus="yes">
        <source>%n queued orders were taken back</source>
        <translation>
            <numerusform>%n queued order was taken back</numerusform>
            <numerusform>%n queued orders were taken back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GridCursor</name>
    <message numerus="yes">
        <source>%n grids marked: Insert takes what lies in them</source>
        <translation>
            <numerusform>%n grid marked: Insert takes what lies in it</numerusform>
            <numerusform>%n grids marked: Insert takes what lies in them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hand</name>
    <message numerus="yes">
        <source>%n things here</source>
        <translation>
            <numerusform>%n thing here</numerusform>
            <numerusform>%n things here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message numerus="yes">
        <source>, %n notes</source>
        <translation>
            <numerusform>, %n note</numerusform>
            <numerusform>, %n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndicatorsWindow</name>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the %n reported last</source>
        <translation>
            <numerusform>the one reported last (%n)</numerusform>
            <numerusform>the %n reported last</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkBand</name>
    <message numerus="yes">
        <source>%n orders are queued here, not done.</source>
        <translation>
            <numerusform>%n order is queued here, not done.</numerusform>
            <numerusform>%n orders are queued here, not done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders were not sent: look at them.</source>
        <translation>
            <numerusform>%n order was not sent: look at it.</numerusform>
            <numerusform>%n orders were not sent: look at them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OnWorkshop</name>
    <message numerus="yes">
        <source>Written: %n pages</source>
        <translation>
            <numerusform>Written: %n page</numerusform>
            <numerusform>Written: %n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkshopWindow</name>
    <message numerus="yes">
        <source>%n grids</source>
        <translation>
            <numerusform>%n grid</numerusform>
            <numerusform>%n grids</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WriteReport</name>
    <message numerus="yes">
        <source>Written: %n rows</source>
        <translation>
            <numerusform>Written: %n row</numerusform>
            <numerusform>Written: %n rows</numerusform>
        </translation>
    </message>
</context>
</TS>
