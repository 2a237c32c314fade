import { type NameCulture, tokens } from './culture.ts'

export const chinese: NameCulture = {
  id: 'chinese',
  states: ['CHN', 'CHN', 'TWN', 'SGP', 'HKG'],
  script: 'Hans',
  originalOrder: 'family-first',
  originalGap: '',
  secondGiven: 0,
  male: tokens(`
    Wei|Way=伟 Jianguo|Chien-kuo|Kin_Kwok=建国 Zhiqiang|Chih-chiang|Chi_Keung=志强 Jun|Chun=军 Haoran|Hao-jan=浩然 Mingze|Ming-tse=明泽
    Xiaoming|Hsiao-ming|Siu_Ming=晓明 Guangli|Kuang-li|Kwong_Lee=光利 Bowen|Po-wen=博文 Yuxuan|Yu-hsuan=宇轩 Zhenhua|Chen-hua|Chun_Wah=振华`),
  female: tokens(`
    Fang=芳 Xiuying|Hsiu-ying|Sau_Ying=秀英 Meiling|Mei-ling=美玲 Yan|Yen=燕 Xiaohong|Hsiao-hung|Siu_Hung=晓红 Jingyi|Ching-i=静怡
    Lihua|Li-hua|Lai_Wah=丽华 Ruoxi|Jo-hsi=若曦 Qian|Chien=倩 Shuzhen|Shu-chen|Suk_Ching=淑珍`),
  family: tokens(`
    Zhang|Chang|Cheung=张 Wang|Wong=王 Li|Lee=李 Chen|Chan|Tan=陈 Liu|Lau|Low=刘 Huang|Wong|Ng=黄 Zhao|Chao|Chiu=赵 Wu|Ng|Goh=吴
    Zhou|Chou|Chow=周 Xu|Hsu|Tsui=徐 Zhu|Chu=朱 Lin|Lam|Lim=林 Guo|Kuo|Kwok=郭 He|Ho=何 Xie|Hsieh|Tse=谢 Ouyang|Auyeung=欧阳`),
}

export const korean: NameCulture = {
  id: 'korean',
  states: ['KOR'],
  script: 'Hang',
  originalOrder: 'family-first',
  originalGap: '',
  secondGiven: 0,
  male: tokens(
    'Minjun|Min-jun|Min_Joon=민준 Seojun|Seo-jun=서준 Youngho|Young-ho|Yeongho=영호 Jihoon|Ji-hun|Chi-hoon=지훈 Sungmin|Seong-min=성민 Hyunwoo|Hyeon-u=현우 Dongwook|Tong-uk=동욱',
  ),
  female: tokens(
    'Seoyeon|Seo-yeon=서연 Minji|Min-ji=민지 Youngsook|Yeong-suk=영숙 Jiwoo|Ji-u=지우 Hyejin|Hye-jin=혜진 Eunju|Eun-joo=은주 Sujin|Soo-jin=수진',
  ),
  family: tokens(
    'Kim|Gim=김 Lee|Yi|Rhee=이 Park|Pak|Bak=박 Choi|Choe=최 Jung|Jeong|Chung=정 Kang|Gang=강 Cho|Jo=조 Yoon|Yun=윤 Lim|Im|Rim=임 Shin|Sin=신 Noh|Roh|No=노',
  ),
}

export const japanese: NameCulture = {
  id: 'japanese',
  states: ['JPN'],
  script: 'Jpan',
  originalOrder: 'family-first',
  originalGap: ' ',
  secondGiven: 0,
  male: tokens(
    'Hiroshi=浩 Kenji|Kenzi=健二 Takeshi|Takesi=武 Yuki|Yuuki=祐樹 Shota|Syota|Shouta=翔太 Junichi|Jun-ichi=純一 Kotaro|Koutaro=光太郎 Daisuke=大輔',
  ),
  female: tokens(
    'Yoko|Youko=陽子 Sakura=桜 Keiko=恵子 Naomi=直美 Chiyo|Tiyo=千代 Junko|Zyunko=純子 Mitsuko|Mituko=光子 Ayaka=彩香',
  ),
  family: tokens(
    'Sato|Satoh|Satou=佐藤 Suzuki=鈴木 Takahashi|Takahasi=高橋 Ito|Itoh|Itou=伊藤 Kobayashi|Kobayasi=小林 Ono|Ohno|Oono=大野 Kato|Katoh=加藤 Shimizu|Simizu=清水 Fujiwara|Huziwara=藤原 Endo|Endoh=遠藤 Nakagawa=中川',
  ),
}

export const vietnamese: NameCulture = {
  id: 'vietnamese',
  states: ['VNM'],
  script: 'Latn',
  originalOrder: 'family-first',
  originalGap: ' ',
  secondGiven: 0.8,
  male: tokens(
    'Minh=Minh Hung=Hùng Tuan=Tuấn Duc=Đức Quang=Quang Thanh=Thành Dung=Dũng Phuoc=Phước Khoa=Khoa Hai=Hải Van=Văn',
  ),
  female: tokens('Thi=Thị Lan=Lan Huong=Hương Mai=Mai Thu=Thu Nga=Nga Hanh=Hạnh Phuong=Phương Ngoc=Ngọc Trang=Trang'),
  family: tokens(
    'Nguyen=Nguyễn Tran=Trần Le=Lê Pham=Phạm Hoang|Huynh=Hoàng Phan=Phan Vu|Vo=Vũ Dang=Đặng Bui=Bùi Do=Đỗ Ngo=Ngô Duong=Dương',
  ),
}

export const indonesian: NameCulture = {
  id: 'indonesian',
  states: ['IDN', 'MYS'],
  script: 'Latn',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.4,
  male: tokens('Budi Agus Joko|Djoko Bambang Rizky|Rizki Dwi Eko Slamet Wahyu|Wahju Yusuf|Jusuf Hendra'),
  female: tokens('Siti Dewi Sri Ayu|Aju Ratna Indah Putri Wulan Kartika Rina Yuliana|Juliana'),
  family: tokens(
    'Santoso|Santosa Wijaya|Widjaja Setiawan Hidayat|Hidajat Kusuma Nugroho|Nugraha Pratama Saputra Suryadi|Soerjadi Gunawan Halim Siregar',
  ),
}

export const hindi: NameCulture = {
  id: 'hindi',
  states: ['IND', 'IND', 'NPL'],
  script: 'Deva',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.25,
  male: tokens(
    'Rajesh=राजेश Amit=अमित Suresh=सुरेश Vikram|Bikram=विक्रम Sanjay|Sanjai=संजय Anil=अनिल Ravi=रवि Deepak|Dipak=दीपक Manoj=मनोज Krishna|Krsna=कृष्ण Ashok=अशोक Pradeep|Pradip=प्रदीप',
  ),
  female: tokens(
    'Priya=प्रिया Sunita|Suneeta=सुनीता Lakshmi|Laxmi=लक्ष्मी Anjali=अंजलि Pooja|Puja=पूजा Kavita|Kavitha=कविता Geeta|Gita=गीता Meena|Mina=मीना Deepika|Dipika=दीपिका',
  ),
  family: tokens(
    'Sharma|Sarma=शर्मा Verma|Varma=वर्मा Gupta=गुप्ता Singh|Sinh=सिंह Patel=पटेल Chaudhary|Chowdhury|Choudhary=चौधरी Agarwal|Aggarwal|Agrawal=अग्रवाल Mishra|Misra=मिश्रा Joshi=जोशी Yadav|Jadhav=यादव Thapa=थापा Trivedi=त्रिवेदी',
  ),
}

export const urdu: NameCulture = {
  id: 'urdu',
  states: ['PAK'],
  script: 'Arab',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.5,
  male: tokens(
    'Muhammad|Mohammad|Mohd=محمد Imran=عمران Bilal=بلال Usman|Osman|Uthman=عثمان Shahid|Shaheed=شاہد Zeeshan|Zishan=ذیشان Adnan=عدنان Kashif=کاشف Tahir=طاہر Waqas=وقاص Faheem|Fahim=فہیم',
  ),
  female: tokens(
    'Ayesha|Aisha=عائشہ Sana=ثناء Nadia=نادیہ Rubina|Robina=روبینہ Saima=صائمہ Shazia=شازیہ Uzma=عظمی Zainab=زینب Hina=حنا',
  ),
  family: tokens(
    'Qureshi|Koreshi|Quraishi=قریشی Khan=خان Chaudhry|Choudhry|Chaudhary=چوہدری Malik=ملک Siddiqui|Siddiqi|Sadiqi=صدیقی Butt|Bhatt=بٹ Mirza=مرزا Hashmi|Hashimi=ہاشمی Sheikh|Shaikh=شیخ Baloch|Baluch=بلوچ Gilani|Jilani=گیلانی',
  ),
}

export const bengali: NameCulture = {
  id: 'bengali',
  states: ['BGD', 'BGD', 'IND'],
  script: 'Beng',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.3,
  male: tokens(
    'Rafiqul|Rafikul=রফিকুল Abul=আবুল Kamal=কামাল Sourav|Saurabh=সৌরভ Tanvir|Tanveer=তানভীর Arif=আরিফ Subrata=সুব্রত Anisur|Anisoor=আনিসুর',
  ),
  female: tokens(
    'Nasrin|Nasreen=নাসরিন Sharmin|Sharmeen=শারমিন Farida=ফরিদা Moushumi|Mausumi=মৌসুমী Rokeya|Rokeya=রোকেয়া Taslima=তসলিমা Sultana=সুলতানা',
  ),
  family: tokens(
    'Rahman|Rehman=রহমান Islam=ইসলাম Hossain|Hussain|Hossen=হোসেন Chowdhury|Choudhury=চৌধুরী Akter|Akhter|Akhtar=আক্তার Das=দাস Banerjee|Bandyopadhyay=ব্যানার্জী Mukherjee|Mukhopadhyay=মুখার্জী Sarkar|Sarker=সরকার Uddin=উদ্দিন',
  ),
}
