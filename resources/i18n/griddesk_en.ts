<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>Giving</name>
    <message numerus="yes">
        <source>%n orders are kept here: nothing is lost.</source>
        <translation>
            <numerusform>%n order is kept here: nothing is lost.</numerusform>
            <numerusform>%n orders are kept here: nothing is lost.</numerusform>
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
    <name>WallView</name>
    <message numerus="yes">
        <source>Hang %n cameras</source>
        <translation>
            <numerusform>Hang %n camera</numerusform>
            <numerusform>Hang %n cameras</numerusform>
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
