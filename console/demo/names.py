"""Invented names in Chinese form: places, roads, people, telephones. None belongs to anybody."""

from __future__ import annotations

import random

import numpy as np

CITY = "云澜市"
RIVER = "沧江"
LAKE = "澄湖"
WATER = "水域"
DISTRICTS = "望澜 澄湖 松泉 云溪 青枫 鹭洲 白苇 石樵 枫陵 柳津 桐岗 禾川".split()
FIRST = (
    "澄 云 松 桃 柳 石 金 青 白 红 龙 凤 玉 清 碧 紫 兰 荷 桂 梅 竹 枫 杏 鹭 鹤 燕 雁 望 临 沿 新 永 长 和 兴 瑞 "
    "华 明 丰 南 北 东 西 双 星 月 秀 春"
).split()
SECOND = "湖 溪 泉 桥 河 塘 湾 洲 渡 岗 岭 坡 屯 浦 堤 林 园 苑 坊 亭 台 井 圩 埠 集 津 陵 山".split()
HAMLETS = "庄 湾 圩 桥 塘 岗 集 营 楼 店 洼 寨".split()
FAMILIES = (
    "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 萧 田 董 袁 潘 "
    "蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛"
).split()
GIVEN = (
    "敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建国 建华 志强 秀英 玉兰 文 斌 宇 浩 凯 雪 晨 鑫 "
    "欣怡 子涵 浩然 雨桐 梓萱 思远 佳怡 俊杰 海燕 海涛 春梅 国庆 红梅 立新 学军 晓东 晓燕 小红 永强 玉梅 云飞 振华 "
    "忠 莉 萍 燕 辉 鹏 飞 波 琳 倩 颖 丹 蕾 婷 博 锋 健 伟 芳 娜"
).split()
STREETS = (
    "人民 解放 建设 和平 文化 新华 胜利 团结 光明 青年 迎宾 滨江 环湖 学府 健康 振兴 朝阳 工农 中山 长安 幸福 "
    "友谊 科技 创业 花园 府前 东风 古井 槐荫 望江 云澜 澄湖 沧江 松泉 鹭洲 柳津 枫林 银杏 梧桐 桂花"
).split()
WAYS = "路 路 路 大道 街".split()
LANES = "巷 路 街".split()
SUFFIXES = ("街道", "社区", "镇", "乡", "村")


class Once:
    """Draws names from a generator of guesses, none twice."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def place(self) -> str:
        """Return two characters such as 桃溪."""
        return self._new(FIRST, SECOND)

    def hamlet(self) -> str:
        """Return a village's name after a family, such as 王家湾."""
        return self._new(FAMILIES, [f"家{place}" for place in HAMLETS])

    def person(self) -> str:
        return self._new(FAMILIES, GIVEN)

    def _new(self, firsts: list[str], seconds: list[str]) -> str:
        while True:
            first, second = self._rng.integers(0, (len(firsts), len(seconds)))
            name = f"{firsts[first]}{seconds[second]}"
            if name not in self._used:
                self._used.add(name)
                return name


def people(count: int, rng: np.random.Generator) -> list[str]:
    """Return names of persons; as in life, some occur more than once."""
    families = rng.integers(0, len(FAMILIES), count).tolist()
    given = rng.integers(0, len(GIVEN), count).tolist()
    return [FAMILIES[family] + GIVEN[own] for family, own in zip(families, given, strict=True)]


def telephone(number: int) -> str:
    """Return a number that no network gives out: mobile numbers never begin with 100."""
    return f"100{number % 100_000_000:08d}"


def stem(name: str) -> str:
    """Return a place's name without what it is: 桃溪街道 → 桃溪."""
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            return name.removesuffix(suffix)
    return name


def roads(village: str, township: str, code: str) -> tuple[str, ...]:
    """Return the roads of a village, the same at every call: three of its township's, and one of its own.

    ``code`` is the village's; villages of one township share its roads.
    """
    of_township = random.Random(code[:9])
    shared = [street + of_township.choice(WAYS) for street in of_township.sample(STREETS, 5)]
    shared.append(f"{stem(township)}大道")
    own = random.Random(code)
    return (*own.sample(shared, 3), stem(village) + own.choice(LANES))
